import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function isWholeChoice(choice: Json): choice is JsonObject {
  return isObject(choice) && !isObject(choice.delta) && isObject(choice.message);
}

/** Whether a provider answered a call for a stream with a whole answer. */
export function isWhole({ choices }: JsonObject): boolean {
  return isArray(choices) && choices.length > 0 && choices.every(isWholeChoice);
}

/** A whole answer as the one chunk that says it all. */
export function wholeAsChunk(answer: JsonObject): JsonObject {
  const { choices: given, ...rest } = answer;
  const choices = isArray(given) ? given.filter(isWholeChoice) : [];
  return { ...rest, choices: choices.map(({ message = null, ...choice }) => ({ ...choice, delta: message })) };
}
