import type { StreamMode } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { chatStream } from "../openai-chat/index.ts";
import type { TextExchange, TextVendor } from "./types.ts";

const TOKENS = ["prompt_tokens", "completion_tokens", "total_tokens"] as const;

function tokens(usage: Json): Json {
  return isObject(usage) ? Object.fromEntries(TOKENS.map((name) => [name, usage[name] ?? null])) : usage;
}

function asDelta(choice: Json, isMixed: boolean): Json {
  if (!isObject(choice)) return choice;
  const { text = null, index = 0, finish_reason = null } = choice;
  return { index: isMixed ? 0 : index, delta: { content: text }, finish_reason };
}

/** A piece of a streamed text as a chunk of chat (LiteLLM's `handle_openai_text_completion_chunk`). */
function asChunk(piece: JsonObject, isMixed: boolean): JsonObject {
  const { id = null, choices = null, usage = null } = piece;
  const told = isArray(choices) ? choices.map((choice) => asDelta(choice, isMixed)) : choices;
  return { id, choices: told, ...(usage !== null && { usage: tokens(usage) }) };
}

/** A streamed text ([OpenAI](https://platform.openai.com/docs/api-reference/completions)) as a stream of chat. */
export function textStream(exchange: TextExchange, vendor: TextVendor): StreamMode {
  const isMixed = exchange.call.settings.lintel_mix_text_choices === true;
  return chatStream(exchange, { ...vendor, asChunk: (piece) => asChunk(piece, isMixed) });
}
