import { isObject, type JsonObject } from "@lintel/core/json";

/** What a model says that refuses, in a message or a delta: as OpenAI puts it, or where LiteLLM keeps it. */
export function refusalText({ refusal, provider_specific_fields: fields }: JsonObject): string {
  if (typeof refusal === "string" && refusal !== "") return refusal;
  const kept = isObject(fields) ? fields.refusal : undefined;
  return typeof kept === "string" ? kept : "";
}
