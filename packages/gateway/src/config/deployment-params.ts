import { resolveModel } from "@lintel/core";
import { entries, type JsonObject, object } from "@lintel/core/json";
import { directory } from "@lintel/providers";
import type { Environment } from "./references.ts";
import { typedParams } from "./typed-params.ts";

/** A deployment's parameters as its calls take them, or why LiteLLM would leave it out. */
export type DeploymentParams =
  | { readonly ok: true; readonly params: JsonObject }
  | { readonly ok: false; readonly message: string };

/** Reads `litellm_params`, with `rpm` and `tpm` of the row where they have none of their own. */
export function deploymentParams(
  written: JsonObject,
  { row, env }: { readonly row: JsonObject; readonly env: Environment },
): DeploymentParams {
  const typed = typedParams(withLimits(written, row));
  if (!typed.ok) return { ok: false, message: `${typed.name}: ${typed.message}` };
  const { model, custom_llm_provider: custom, api_base: apiBase } = typed.params;
  const customProvider = typeof custom === "string" ? custom : undefined;
  const whose = resolveModel({ model: model ?? null, customProvider, apiBase, env }, directory);
  return whose.resolved ? typed : { ok: false, message: "its provider is not known; litellm_params.model names it" };
}

function withLimits(params: JsonObject, row: JsonObject): JsonObject {
  const limits = ["rpm", "tpm"].flatMap((name) => {
    const value = row[name];
    return value === undefined || value === null || (params[name] ?? null) !== null ? [] : [[name, value] as const];
  });
  return limits.length === 0 ? params : object([...entries(params), ...limits]);
}
