import { finishParams, type Given, inOrder, placesOf, remembered, type Step } from "@lintel/core";
import { entries, type Json, type JsonObject, keys, object } from "@lintel/core/json";
import { type ChatCall, type ChatState, CLIENT_KEYS, joinUrl, type Notes, toPost } from "../openai-chat/index.ts";
import { toPrompt } from "./request-prompt.ts";
import type { TextNeeds, TextVendor } from "./types.ts";

const urlOf = remembered((base) => joinUrl(base, "completions"));

/** The members of a request's body in the order the OpenAI SDK (2.54.0) prints them. */
const PLACES = placesOf([
  "model",
  "prompt",
  "best_of",
  "echo",
  "frequency_penalty",
  "logit_bias",
  "logprobs",
  "max_tokens",
  "n",
  "presence_penalty",
  "seed",
  "stop",
  "stream",
  "stream_options",
  "suffix",
  "temperature",
  "top_p",
  "user",
]);

function body(call: ChatCall, notes: Notes): JsonObject {
  const { input } = call;
  const params = finishParams(input.params, call);
  const names = keys(params).filter((name) => params[name] !== undefined && !CLIENT_KEYS.has(name));
  const stranger = names.find((name) => !PLACES.has(name));
  if (stranger !== undefined) {
    const text = `AsyncCompletions.create() got an unexpected keyword argument '${stranger}'`;
    return notes.raise({ raised: { text, status: 500 } });
  }
  const members: Readonly<Record<string, Json | undefined>> = {
    model: call.model,
    prompt: toPrompt(input.messages, notes),
    ...Object.fromEntries(names.map((name) => [name, params[name]])),
    ...(call.stream && { stream: true }),
  };
  const known = inOrder(Object.keys(members), PLACES).map((name) => [name, members[name] ?? null] as const);
  return object([...known, ...entries(input.extra)]);
}

/** The call as one POST of [OpenAI's text completions](https://platform.openai.com/docs/api-reference/completions/create). */
export function toText(
  call: ChatCall,
  { vendor, given }: { readonly vendor: TextVendor; readonly given: Given<TextNeeds> },
): Step<ChatState> {
  const url = urlOf(call.target.base ?? "");
  return toPost(call, {
    vendor,
    key: given.key,
    url,
    body: (notes) => {
      const made = body(call, notes);
      if (given.key === undefined) notes.raise({ raised: { text: vendor.noKey, status: 500 } });
      return made;
    },
  });
}
