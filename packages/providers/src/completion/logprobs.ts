import { isObject, type Json } from "@lintel/core/json";
import { decimal, int, list, nullable, type Reader, text } from "../lax/index.ts";
import { field, others, present } from "./members.ts";
import { printed } from "./readers.ts";

const top = printed({
  name: "TopLogprob",
  fields: { token: text, bytes: nullable(list(int)), logprob: decimal },
  required: ["token", "logprob"],
  extra: "allow",
});

const tops: Reader = (value, at, notes) => (value === null ? [] : list(top)(value, at, notes));

const token = printed({
  name: "ChatCompletionTokenLogprob",
  fields: { token: text, bytes: nullable(list(int)), logprob: decimal, top_logprobs: tops },
  required: ["token", "logprob", "top_logprobs"],
  extra: "allow",
});

const content = nullable(list(token));
const CONTENT: ReadonlySet<string> = new Set(["content"]);

/** A choice's log probabilities as LiteLLM prints them; what is no object goes as it is. */
export const logprobs: Reader = (value: Json, at, notes) =>
  isObject(value)
    ? present([["content", content(field(value, "content"), [...at, "content"], notes)], ...others(value, CONTENT)])
    : value;
