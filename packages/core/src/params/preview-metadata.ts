import { entries, isObject, type Json, type JsonObject, object } from "../json/index.ts";

const MOST = 16;

function visible(metadata: JsonObject): JsonObject {
  const texts = entries(metadata).filter(([name, value]) => name !== "hidden_params" && typeof value === "string");
  return object(texts.slice(0, MOST));
}

/** What LiteLLM sends of `metadata` while `enable_preview_features` is set: texts only, the requester's own if there are any. */
export function previewMetadata(metadata: Json | undefined): JsonObject | undefined {
  if (!isObject(metadata)) return undefined;
  const requester = metadata.requester_metadata;
  const candidates = [...(isObject(requester) ? [visible(requester)] : []), visible(metadata)];
  return candidates.find((candidate) => Object.keys(candidate).length > 0);
}
