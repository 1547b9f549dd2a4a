import type { RepeatedPart } from "@lintel/core";
import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import type { TextPart } from "../frame-templates.ts";

/** OpenAI's padding against reading along. */
export const PADDING = "obfuscation";

const NO_DELTA: JsonObject = {};

function deltaOf({ choices }: JsonObject): JsonObject {
  const choice = isArray(choices) ? choices[0] : undefined;
  return isObject(choice) && isObject(choice.delta) ? choice.delta : NO_DELTA;
}

/** Where chunks say a text. */
export const PARTS = {
  content: { names: ["content"], of: (chunk) => deltaOf(chunk).content },
  reasoning: {
    names: ["reasoning_content", "reasoning"],
    of(chunk) {
      const { reasoning_content: text, reasoning } = deltaOf(chunk);
      return text ?? reasoning;
    },
  },
  arguments: {
    names: ["arguments"],
    of(chunk) {
      const { tool_calls: calls } = deltaOf(chunk);
      const call = isArray(calls) ? calls[0] : undefined;
      return isObject(call) && isObject(call.function) ? call.function.arguments : undefined;
    },
  },
} as const satisfies Readonly<Record<RepeatedPart, TextPart>>;
