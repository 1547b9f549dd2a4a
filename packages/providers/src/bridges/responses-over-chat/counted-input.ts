import { truthy } from "@lintel/core";
import { isArray, type Json } from "@lintel/core/json";

/** What LiteLLM counts where there is no input. */
const NOTHING = "default-message-value";

function said(content: Json): Json {
  return { role: "user", content };
}

/** What is counted of a request whose stream tells no usage: the input as it is, without the instructions (`function_setup`). */
export function countedInput(input: Json): Json {
  if (!truthy(input)) return [said(NOTHING)];
  if (typeof input === "string") return [said(input)];
  return isArray(input) && typeof input[0] === "string" ? input.map(said) : input;
}
