import { type JsonObject, keys, object } from "@lintel/core/json";
import { decimal, int, nullable, type Reader } from "../lax/index.ts";
import { field, type Member } from "./members.ts";
import { printed } from "./readers.ts";

const count = nullable(int);
const seconds = nullable(decimal);

const cacheCreation = printed({
  name: "CacheCreationTokenDetails",
  fields: { ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count },
  extra: "ignore",
});

const cached = printed({
  name: "CachedTokensDetails",
  fields: { text_tokens: count, audio_tokens: count, image_tokens: count },
  extra: "ignore",
});

const COMPLETION: Readonly<Record<string, Reader>> = {
  accepted_prediction_tokens: count,
  audio_tokens: count,
  reasoning_tokens: count,
  rejected_prediction_tokens: count,
  text_tokens: count,
  image_tokens: count,
  video_tokens: count,
};

const PROMPT: Readonly<Record<string, Reader>> = {
  audio_tokens: count,
  cache_write_tokens: count,
  cached_tokens: count,
  text_tokens: count,
  image_tokens: count,
  video_tokens: count,
  web_search_requests: count,
  google_maps_grounding_requests: count,
  tool_use_tokens: count,
  character_count: count,
  image_count: count,
  video_length_seconds: seconds,
  audio_length_seconds: seconds,
  query_count: count,
  cache_creation_tokens: count,
  cache_creation_token_details: nullable(cacheCreation),
  cached_tokens_details: nullable(cached),
};

/** What an answer's tokens were spent on. */
export const completionDetails = printed({
  name: "CompletionTokensDetailsWrapper",
  fields: COMPLETION,
  extra: "allow",
});

/** What a prompt's tokens were. */
export const promptDetails = printed({ name: "PromptTokensDetailsWrapper", fields: PROMPT, extra: "allow" });

/** Requests to the provider's own tools. */
export const serverToolUse = printed({
  name: "ServerToolUse",
  fields: { web_search_requests: count, tool_search_requests: count, browser_open_requests: count },
  extra: "ignore",
});

/** The order of fields. */
interface Order {
  readonly names: readonly string[];
  readonly known: ReadonlySet<string>;
}

function orderOf(fields: object, late: readonly string[] = []): Order {
  const names = [...Object.keys(fields).filter((name) => !late.includes(name)), ...late];
  return { names, known: new Set(names) };
}

// Made once: names and sets anew took a sixth of the time an answer takes.
const ORDERS = {
  completion: orderOf(COMPLETION),
  prompt: orderOf(PROMPT),
  latePrompt: orderOf(PROMPT, ["cache_write_tokens", "cache_creation_tokens"]),
} as const;

function arranged(details: JsonObject, { names, known }: Order): JsonObject {
  const members: Member[] = [];
  const add = (name: string): void => {
    const value = field(details, name);
    if (value !== null) members.push([name, value]);
  };
  names.forEach(add);
  for (const name of keys(details)) if (!known.has(name)) add(name);
  return object(members);
}

/** Details with their fields in the model's order, then the rest. */
export function arrangeCompletion(details: JsonObject): JsonObject {
  return arranged(details, ORDERS.completion);
}

/** The same for a prompt's; cache writes come after the other fields where they are `late`. */
export function arrangePrompt(details: JsonObject, isLate = false): JsonObject {
  return arranged(details, isLate ? ORDERS.latePrompt : ORDERS.prompt);
}
