import { isArray, isInt, isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";

/** Details of a prompt's tokens as a provider tells them: they may overlap. */
export interface PromptDetails {
  readonly cached: number;
  readonly cachedText: number;
  readonly cachedAudio: number;
  readonly cachedImage: number;
  readonly cacheWrite: number;
  /** Written for five minutes and for an hour, where the provider tells it apart. */
  readonly cacheWrites: { readonly short: number; readonly long: number } | undefined;
  readonly text: number | undefined;
  readonly audio: number;
  readonly image: number;
  readonly video: number;
  readonly characters: number;
  readonly images: number;
  readonly videoSeconds: number;
  readonly audioSeconds: number;
  readonly queries: number;
  readonly webSearches: number | undefined;
  readonly mapSearches: number | undefined;
}

/** Details of an answer's tokens. */
export interface CompletionDetails {
  readonly text: number;
  readonly audio: number;
  readonly image: number;
  readonly video: number;
  readonly reasoning: number;
}

/** A usage as LiteLLM's `Usage` holds it: the totals of chat completions, with details that may overlap. */
export interface ChatUsage {
  readonly prompt: number;
  readonly completion: number;
  readonly total: number;
  readonly promptDetails: PromptDetails | undefined;
  readonly completionDetails: CompletionDetails | undefined;
  /** The usage itself, for what only single vendors tell. */
  readonly source: JsonObject;
}

function count(value: Json | undefined): number {
  return Math.trunc(numeric(value) ?? 0);
}

function positive(value: Json | undefined): number {
  return isInt(value) ? Math.max(count(value), 0) : 0;
}

function known(value: Json | undefined): number | undefined {
  return numeric(value) === undefined ? undefined : count(value);
}

function writes(value: Json | undefined): PromptDetails["cacheWrites"] {
  if (!isObject(value)) return undefined;
  return { short: count(value.ephemeral_5m_input_tokens), long: count(value.ephemeral_1h_input_tokens) };
}

/** The details with what DeepSeek's and Anthropic's dialects tell beside them. */
function merged(usage: JsonObject): JsonObject | undefined {
  const given =
    isObject(usage.prompt_tokens_details) && truthy(usage.prompt_tokens_details)
      ? usage.prompt_tokens_details
      : undefined;
  const { prompt_cache_hit_tokens: hit, cache_read_input_tokens: read, cache_creation_input_tokens: write } = usage;
  const cached = isInt(read) ? read : isInt(hit) ? hit : undefined;
  if (given === undefined && cached === undefined && !isInt(write)) return undefined;
  return {
    ...given,
    ...(cached !== undefined && { cached_tokens: cached }),
    ...(isInt(write) && { cache_write_tokens: write, cache_creation_tokens: write }),
  };
}

function toPrompt(details: JsonObject): PromptDetails {
  const {
    cache_write_tokens: written = null,
    cache_creation_tokens: created = null,
    cache_creation_input_tokens: input,
  } = details;
  const split = isObject(details.cached_tokens_details) ? details.cached_tokens_details : {};
  return {
    cached: count(details.cached_tokens),
    cachedText: positive(split.text_tokens),
    cachedAudio: positive(split.audio_tokens),
    cachedImage: positive(split.image_tokens),
    cacheWrite: count(written ?? created ?? (isInt(input) ? input : null)),
    cacheWrites: writes(details.cache_creation_token_details),
    text: known(details.text_tokens),
    audio: count(details.audio_tokens),
    image: count(details.image_tokens),
    video: positive(details.video_tokens),
    characters: count(details.character_count),
    images: count(details.image_count),
    videoSeconds: numeric(details.video_length_seconds) ?? 0,
    audioSeconds: numeric(details.audio_length_seconds) ?? 0,
    queries: positive(details.query_count),
    webSearches: known(details.web_search_requests),
    mapSearches: known(details.google_maps_grounding_requests),
  };
}

function toCompletion(usage: JsonObject): CompletionDetails | undefined {
  const given =
    isObject(usage.completion_tokens_details) && truthy(usage.completion_tokens_details)
      ? usage.completion_tokens_details
      : undefined;
  const apart = count(usage.reasoning_tokens);
  if (given === undefined && apart === 0) return undefined;
  const { audio_tokens, image_tokens, video_tokens, reasoning_tokens, text_tokens } = given ?? {};
  const [audio, image, video] = [count(audio_tokens), count(image_tokens), positive(video_tokens)];
  const rest = Math.max(0, count(usage.completion_tokens) - apart - image - audio);
  return {
    text: apart === 0 ? count(text_tokens) : (known(text_tokens) ?? rest),
    audio,
    image,
    video,
    reasoning: apart === 0 ? count(reasoning_tokens) : (known(reasoning_tokens) ?? apart),
  };
}

/** A usage in the dialect of chat completions. */
export function readUsage(usage: JsonObject): ChatUsage {
  const details = merged(usage);
  return {
    prompt: count(usage.prompt_tokens),
    completion: count(usage.completion_tokens),
    total: count(usage.total_tokens),
    promptDetails: details && toPrompt(details),
    completionDetails: toCompletion(usage),
    source: usage,
  };
}

/** Requests to the provider's own search, where the usage tells them apart from the prompt's details. */
export function toolSearches({ source }: ChatUsage): number | undefined {
  const tools = source.server_tool_use;
  return isObject(tools) && !isArray(tools) ? known(tools.web_search_requests) : undefined;
}
