import { entries, type JsonObject, object } from "../json/index.ts";

const MOST = 16;

/** What OpenAI takes for metadata: at most 16 texts (`add_openai_metadata`). */
export function visibleMetadata(metadata: JsonObject): JsonObject {
  const texts = entries(metadata).filter(([name, value]) => name !== "hidden_params" && typeof value === "string");
  return object(texts.slice(0, MOST));
}
