import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";

function partText(part: Json): string {
  return isObject(part) && part.type === "text" && typeof part.text === "string" ? part.text : "";
}

function contentText(content: Json | undefined): string {
  if (typeof content === "string") return content;
  return isArray(content) ? content.map(partText).join("") : "";
}

function callText(call: Json): string {
  return isObject(call) && isObject(call.function) && typeof call.function.arguments === "string"
    ? call.function.arguments
    : "";
}

/** All that messages say (`get_formatted_prompt`). */
export function promptText(messages: readonly Json[]): string {
  return messages
    .filter(isObject)
    .map(
      ({ content, tool_calls: calls }) => contentText(content) + (isArray(calls) ? calls.map(callText).join("") : ""),
    )
    .join("");
}

/** All that an answer's choices say (`get_response_string`). */
export function answerText({ choices }: JsonObject): string {
  return (isArray(choices) ? choices : [])
    .map((choice) =>
      isObject(choice) && isObject(choice.message) && typeof choice.message.content === "string"
        ? choice.message.content
        : "",
    )
    .join("");
}

const SEPARATORS = "\u001c\u001d\u001e\u001f";

/** A text's letters without what Python takes for white space (`_count_characters`). */
export function textCharacters(text: string): number {
  return [...text].filter((letter) => !/\p{White_Space}/u.test(letter) && !SEPARATORS.includes(letter)).length;
}
