import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

/** Web pages that a text cites, in the Responses API's words; LiteLLM knows no other citations. */
export function annotationsOf(annotations: Json | undefined): readonly JsonObject[] {
  if (!isArray(annotations)) return [];
  return annotations.flatMap((annotation) => {
    const { type, url_citation: cited } = isObject(annotation) ? annotation : {};
    if (type !== "url_citation" || !isObject(cited)) return [];
    const { start_index = null, end_index = null, url = null, title = null } = cited;
    return [{ type, start_index, end_index, url, title }];
  });
}
