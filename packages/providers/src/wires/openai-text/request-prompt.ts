import { pythonType, truthy } from "@lintel/core";
import { isArray, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import type { Lose, Raise } from "../openai-chat/index.ts";

interface Notes {
  readonly lose: Lose;
  readonly raise: Raise;
}

// LiteLLM's `is_tokens_or_list_of_tokens`: for Python a boolean is an integer.
function isToken(value: Json): boolean {
  return typeof value === "boolean" || isInt(value) || (typeof value === "number" && Number.isInteger(numeric(value)));
}

function isTokens(value: Json): boolean {
  if (!isArray(value)) return false;
  return value.every(isToken) || value.every((list) => isArray(list) && list.every(isToken));
}

/** A message's text (LiteLLM's `convert_content_list_to_str`): parts that are no text are left out. */
function textOf(message: JsonObject, { at, lose, raise }: Notes & { readonly at: string }): string {
  const { content = null } = message;
  if (typeof content === "string") return content;
  if (content === true || (numeric(content) ?? 0) !== 0)
    raise({ raised: { text: `'${pythonType(content)}' object is not iterable` } });
  if (!isArray(content)) return "";
  return content
    .map((part, index) => {
      if (!isObject(part)) {
        raise({ raised: { text: `'${pythonType(part)}' object has no attribute 'get'`, status: 500 } });
        return "";
      }
      const { text = null } = part;
      if (typeof text === "string") return text;
      if (truthy(text))
        raise({ raised: { text: `can only concatenate str (not "${pythonType(text)}") to str`, status: 500 } });
      else lose({ pointer: `${at}/content/${index}`, action: "dropped", reason: "a prompt is a text" });
      return "";
    })
    .join("");
}

/** Members of a message that a prompt cannot say. */
function losing(message: JsonObject, { at, lose }: Notes & { readonly at: string }): void {
  for (const name of Object.keys(message))
    if (name !== "content")
      lose({ pointer: `${at}/${name}`, action: "dropped", reason: "a prompt is a text, or a list of texts" });
}

/** Messages as a prompt (LiteLLM's `_transform_prompt`): one message its text or its tokens, several a list of texts. */
export function toPrompt(messages: readonly JsonObject[], notes: Notes): Json {
  const texts = messages.map((message, index) => {
    const at = `/messages/${index}`;
    losing(message, { ...notes, at });
    const { content = null } = message;
    return messages.length === 1 && truthy(content) && isTokens(content) ? content : textOf(message, { ...notes, at });
  });
  const [only] = texts;
  return only !== undefined && texts.length === 1 ? only : texts;
}
