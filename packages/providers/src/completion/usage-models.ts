import { decimal, int, nullable } from "../lax/index.ts";
import { printed } from "./readers.ts";

const count = nullable(int);

/** What an answer's tokens were spent on. */
export const completionDetails = printed({
  name: "CompletionTokensDetailsWrapper",
  fields: {
    accepted_prediction_tokens: count,
    audio_tokens: count,
    reasoning_tokens: count,
    rejected_prediction_tokens: count,
    text_tokens: count,
    image_tokens: count,
    video_tokens: count,
  },
  extra: "allow",
});

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

/** What a prompt's tokens were. */
export const promptDetails = printed({
  name: "PromptTokensDetailsWrapper",
  fields: {
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
    video_length_seconds: nullable(decimal),
    audio_length_seconds: nullable(decimal),
    query_count: count,
    cache_creation_tokens: count,
    cache_creation_token_details: nullable(cacheCreation),
    cached_tokens_details: nullable(cached),
  },
  extra: "allow",
});

/** Requests to the provider's own tools. */
export const serverToolUse = printed({
  name: "ServerToolUse",
  fields: { web_search_requests: count, tool_search_requests: count, browser_open_requests: count },
  extra: "ignore",
});
