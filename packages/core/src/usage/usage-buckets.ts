import { isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import { type Buckets, type Count, filled, type Origin, size, sumOf } from "./usage.ts";
import { chatFromMessages, chatFromResponses, isResponsesUsage, speaksMessages } from "./usage-dialects.ts";
import { type ChatUsage, type PromptDetails, readUsage, toolSearches } from "./usage-read.ts";

const EMPTY: Pick<Buckets, "input" | "output" | "totals"> = {
  input: {},
  output: {},
  totals: { input: { value: 0, origin: "derived" }, output: { value: 0, origin: "derived" } },
};

/** What is left of a total: each claim takes no more than there is. */
interface Purse {
  take(claim: number, told?: Origin): Count;
  rest(told: number | undefined, origin: Origin): Count;
}

function purse(total: number, origin: Origin): Purse {
  let left = Math.max(total, 0);
  return {
    take(claim, told = origin) {
      const value = Math.min(Math.max(claim, 0), left);
      left -= value;
      return { value, origin: value === claim ? told : "derived" };
    },
    rest: (told, its) => ({ value: left, origin: told === left ? its : "derived" }),
  };
}

function writtenLong({ cacheWrites, cacheWrite }: PromptDetails): number {
  return cacheWrites === undefined ? 0 : Math.min(cacheWrites.long, cacheWrite || cacheWrites.short + cacheWrites.long);
}

function inputOf({ prompt, promptDetails: details }: ChatUsage, origin: Origin): Buckets["input"] {
  const left = purse(prompt, origin);
  if (details === undefined) return filled([["text", left.rest(prompt, origin)]]);
  const audioRead = left.take(Math.min(details.cachedAudio, details.cached));
  const read = left.take(details.cached - size(audioRead));
  const long = left.take(writtenLong(details));
  const all = details.cacheWrite || (details.cacheWrites?.short ?? 0) + (details.cacheWrites?.long ?? 0);
  const short = left.take(all - size(long));
  const audio = left.take(details.audio - size(audioRead));
  const image = left.take(details.image - Math.min(details.cachedImage, details.cached));
  const video = left.take(details.video);
  return filled([
    ["text", left.rest(details.text, origin)],
    ["cache_read", read],
    ["cache_read_audio", audioRead],
    ["cache_write_5m", short],
    ["cache_write_1h", long],
    ["audio", audio],
    ["image", image],
    ["video", video],
  ]);
}

function outputOf({ completion, completionDetails: details }: ChatUsage, origin: Origin): Buckets["output"] {
  const left = purse(completion, origin);
  if (details === undefined) return filled([["text", left.rest(completion, origin)]]);
  const [reasoning, audio, image, video] = [details.reasoning, details.audio, details.image, details.video].map((it) =>
    left.take(it),
  );
  return filled([
    ["text", left.rest(details.text, origin)],
    ["reasoning", reasoning],
    ["audio", audio],
    ["image", image],
    ["video", video],
  ]);
}

/** A number as it was told; there is nothing less than nothing. */
function counted(value: number, origin: Origin): Count {
  return value < 0 ? { value: 0, origin: "derived" } : { value, origin };
}

function told(value: number | undefined, origin: Origin): Count | undefined {
  return value === undefined ? undefined : counted(value, origin);
}

/** A usage that was read, taken apart: what overlaps is counted once, in the bucket that costs least apart from text. */
export function bucketsOf(usage: ChatUsage, origin: Origin = "reported"): Buckets {
  const { promptDetails: details } = usage;
  return {
    input: inputOf(usage, origin),
    output: outputOf(usage, origin),
    units: filled([
      ["searches", told(details?.webSearches ?? toolSearches(usage), origin)],
      ["map_searches", told(details?.mapSearches, origin)],
    ]),
    totals: { input: counted(usage.prompt, origin), output: counted(usage.completion, origin) },
  };
}

/** Buckets of a usage in the dialect of chat completions. */
export function fromChatUsage(usage: JsonObject, origin?: Origin): Buckets {
  return bucketsOf(readUsage(usage), origin);
}

/** Buckets of a usage of Anthropic's messages, whose input tokens are told without the cache's. */
export function fromMessagesUsage(usage: JsonObject, origin: Origin = "reported"): Buckets {
  const buckets = bucketsOf(readUsage(chatFromMessages(usage)), origin);
  return { ...buckets, totals: { ...buckets.totals, input: { ...buckets.totals.input, origin: "derived" } } };
}

/** Buckets of a usage of OpenAI's responses. */
export function fromResponsesUsage(usage: JsonObject, origin?: Origin): Buckets {
  return bucketsOf(readUsage(chatFromResponses(usage)), origin);
}

function unit(value: Json | undefined, origin: Origin): Count | undefined {
  return told(numeric(value), origin);
}

/** Buckets of the `usage_info` of an OCR answer: pages and credits, and the tokens of a model that reads by chatting. */
export function fromOcrUsage(usage: JsonObject, origin: Origin = "reported"): Buckets {
  const { pages_processed: pages, pages_processed_annotation: annotated, credits } = usage;
  const units = filled([
    ["pages", unit(pages, origin)],
    ["annotation_pages", unit(annotated, origin)],
    ["credits", unit(credits, origin)],
  ]);
  return { ...("prompt_tokens" in usage ? fromChatUsage(usage, origin) : EMPTY), units };
}

const OCR = ["pages_processed", "pages_processed_annotation", "credits"] as const;

/** Whether a usage is an OCR answer's. */
export function isOcrUsage(usage: JsonObject): boolean {
  return OCR.some((key) => key in usage);
}

/** Buckets of a usage of any dialect, told by its shape. */
export function fromUsage(usage: JsonObject, origin?: Origin): Buckets {
  if (isOcrUsage(usage)) return fromOcrUsage(usage, origin);
  if (speaksMessages(usage)) return fromMessagesUsage(usage, origin);
  return isResponsesUsage(usage) ? fromResponsesUsage(usage, origin) : fromChatUsage(usage, origin);
}

function present(members: Readonly<Record<string, number | JsonObject>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter(([, it]) => (isObject(it) ? Object.keys(it).length > 0 : it !== 0)),
  );
}

/** The totals of chat completions, with the details that chat completions have. */
export function toChatUsage({ input, output, units }: Buckets): JsonObject {
  const [prompt, completion] = [sumOf(input), sumOf(output)];
  const [short, long] = [size(input.cache_write_5m), size(input.cache_write_1h)];
  const heard = size(input.cache_read_audio);
  const writes = long === 0 ? {} : { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long };
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    ...present({
      prompt_tokens_details: present({
        text_tokens: size(input.text),
        cached_tokens: size(input.cache_read) + heard,
        cache_write_tokens: short + long,
        cache_creation_token_details: writes,
        cached_tokens_details: present({ audio_tokens: heard }),
        audio_tokens: size(input.audio) + heard,
        image_tokens: size(input.image),
        video_tokens: size(input.video),
        web_search_requests: size(units.searches),
        google_maps_grounding_requests: size(units.map_searches),
      }),
      completion_tokens_details: present({
        text_tokens: size(output.text),
        reasoning_tokens: size(output.reasoning),
        audio_tokens: size(output.audio),
        image_tokens: size(output.image),
        video_tokens: size(output.video),
      }),
    }),
  };
}

/** The usage of Anthropic's messages: input without the cache, which stands apart. */
export function toMessagesUsage({ input, output, units }: Buckets): JsonObject {
  const [short, long] = [size(input.cache_write_5m), size(input.cache_write_1h)];
  const read = size(input.cache_read) + size(input.cache_read_audio);
  return {
    input_tokens: sumOf(input) - read - short - long,
    output_tokens: sumOf(output),
    cache_creation_input_tokens: short + long,
    cache_read_input_tokens: read,
    cache_creation: { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long },
    ...present({ output_tokens_details: present({ thinking_tokens: size(output.reasoning) }) }),
    ...present({ server_tool_use: present({ web_search_requests: size(units.searches) }) }),
  };
}

/** The usage of OpenAI's responses. */
export function toResponsesUsage({ input, output }: Buckets): JsonObject {
  const [all, answered] = [sumOf(input), sumOf(output)];
  return {
    input_tokens: all,
    input_tokens_details: { cached_tokens: size(input.cache_read) + size(input.cache_read_audio) },
    output_tokens: answered,
    output_tokens_details: { reasoning_tokens: size(output.reasoning) },
    total_tokens: all + answered,
  };
}

/** The `usage_info` of an OCR answer. */
export function toOcrUsage({ units }: Buckets): JsonObject {
  return present({
    pages_processed: size(units.pages),
    pages_processed_annotation: size(units.annotation_pages),
    credits: size(units.credits),
  });
}
