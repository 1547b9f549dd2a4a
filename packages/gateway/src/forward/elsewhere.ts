import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
import type { Deployment } from "../config/config.ts";
import type { Snapshot } from "../snapshot.ts";

/** Older names by which a call goes to Azure, whatever its model says. */
const AZURE = ["azure", "deployment_id"] as const;

/** Parts of Vertex AI's addresses; of other providers' there are none that a request may name. */
const PLACES = ["vertex_project", "vertex_ai_project", "vertex_location", "vertex_ai_location"] as const;

/** What a part of an address does not have that stays one; dots that are escaped are dots, too. */
const LEAVING = /[/?#\\\s]|^(?:\.|%2e){1,2}$/i;

function refused(param: string): Refused {
  const message = `Rejected Request: ${param} would send the deployment's credentials elsewhere.`;
  return { status: 400, message, type: "invalid_request_error", param };
}

function hasHost(headers: Json | undefined): boolean {
  return isObject(headers) && Object.keys(headers).some((name) => name.trim().toLowerCase() === "host");
}

function namesHost({ headers, extra_headers: extra, provider_specific_header: own = null }: JsonObject): boolean {
  return hasHost(headers) || hasHost(extra) || (isObject(own) && hasHost(own.extra_headers));
}

/** Why a request is refused that would take a deployment's credentials to another provider, or another host at its address. */
export function elsewhere(
  given: JsonObject,
  deployments: readonly Deployment[],
  { defaults }: Snapshot,
): Refused | undefined {
  const { custom_llm_provider: provider = null } = given;
  if (provider !== null && !deployments.every((one) => defaults(one).provider === provider))
    return refused("custom_llm_provider");
  const azure = AZURE.find((name) => (given[name] ?? null) !== null);
  if (azure !== undefined) return refused(azure);
  const place = PLACES.find((name) => LEAVING.test(String(given[name] ?? "")));
  if (place !== undefined) return refused(place);
  return namesHost(given) ? refused("the header host") : undefined;
}
