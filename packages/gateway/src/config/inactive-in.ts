import { isArray, type Json } from "@lintel/core/json";
import type { Environment } from "./references.ts";

const ENVIRONMENTS = ["development", "staging", "production"];

/** Why a deployment with these `supported_environments` is not served here; undefined if it is. */
export function inactiveIn(supported: Json | undefined, env: Environment): string | undefined {
  if (supported === undefined || supported === null) return undefined;
  const allowed = `one of ${ENVIRONMENTS.join(", ")}`;
  if (!isArray(supported)) return `supported_environments must be a list of ${allowed}`;
  const here = env.LITELLM_ENVIRONMENT;
  if (here === undefined) return "it has supported_environments, and LITELLM_ENVIRONMENT is not set";
  if (!ENVIRONMENTS.includes(here)) return `LITELLM_ENVIRONMENT must be ${allowed}`;
  if (supported.some((name) => typeof name !== "string" || !ENVIRONMENTS.includes(name)))
    return `supported_environments must be a list of ${allowed}`;
  return supported.includes(here) ? undefined : `it is not for LITELLM_ENVIRONMENT ${here}`;
}
