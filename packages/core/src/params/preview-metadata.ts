import { isObject, type Json, type JsonObject } from "../json/index.ts";
import { visibleMetadata } from "./visible-metadata.ts";

/** What LiteLLM sends of `metadata` while `enable_preview_features` is set: texts only, the requester's own if there are any. */
export function previewMetadata(metadata: Json | undefined): JsonObject | undefined {
  if (!isObject(metadata)) return undefined;
  const requester = metadata.requester_metadata;
  const candidates = [...(isObject(requester) ? [visibleMetadata(requester)] : []), visibleMetadata(metadata)];
  return candidates.find((candidate) => Object.keys(candidate).length > 0);
}
