import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Chunks whose thoughts are told once: with a signature some providers tell the whole thought again. */
export function toldOnce(): (chunk: JsonObject) => JsonObject {
  let said = "";

  function thought(block: Json): Json {
    if (!isObject(block)) return block;
    const { thinking, signature } = block;
    const isAgain = text(signature) !== "" && said !== "" && text(thinking) === said;
    said = text(signature) === "" ? `${said}${text(thinking)}` : "";
    return isAgain ? { ...block, thinking: "" } : block;
  }

  function choiceOf(choice: Json): Json {
    const delta = isObject(choice) ? choice.delta : undefined;
    if (!isObject(choice) || !isObject(delta) || !isArray(delta.thinking_blocks)) return choice;
    return { ...choice, delta: { ...delta, thinking_blocks: delta.thinking_blocks.map(thought) } };
  }

  return (chunk) => (isArray(chunk.choices) ? { ...chunk, choices: chunk.choices.map(choiceOf) } : chunk);
}
