import type { Json, JsonObject } from "@lintel/core/json";
import { field } from "./members.ts";

const TAGGED = /^<(?:think|thinking|budget:thinking)>(.*?)<\/(?:think|thinking|budget:thinking)>(.*)/s;

/** What a message says, apart from what it thought. */
export interface Said {
  readonly reasoning: Json;
  readonly content: Json;
}

/** LiteLLM's `_extract_reasoning_content`: reasoning in a field of its own, or in tags before the answer. */
export function said(message: JsonObject): Said {
  const content = field(message, "content");
  const name = ["reasoning_content", "reasoning"].find((key) => Object.hasOwn(message, key));
  if (name !== undefined) return { reasoning: field(message, name), content };
  const [, reasoning, rest] = typeof content === "string" ? (TAGGED.exec(content) ?? []) : [];
  return reasoning === undefined || rest === undefined ? { reasoning: null, content } : { reasoning, content: rest };
}
