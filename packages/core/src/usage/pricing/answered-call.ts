import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";

function isListOf(value: Json | undefined, members: readonly string[]): boolean {
  return isArray(value) && value.length > 0 && value.every((it) => isObject(it) && members.some((name) => name in it));
}

/** The call that an answer is of, where nobody says: images and re-ranked documents are priced by the piece (`_infer_call_type`). */
export function answeredCall(response: JsonObject | undefined): string {
  if (response === undefined || response.object !== undefined) return "completion";
  if (response.created !== undefined && isListOf(response.data, ["b64_json", "url", "revised_prompt"]))
    return "image_generation";
  return isListOf(response.results, ["relevance_score"]) ? "rerank" : "completion";
}
