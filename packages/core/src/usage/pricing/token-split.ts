import type { ChatUsage, CompletionDetails, PromptDetails } from "../usage-read.ts";

type Taken = "cacheWrite" | "cacheWrites" | "audio" | "image" | "video" | "characters" | "images" | "videoSeconds";

/** A prompt taken apart as LiteLLM bills it. */
export interface PromptSplit extends Pick<PromptDetails, Taken | "audioSeconds" | "queries"> {
  readonly text: number;
  readonly cacheRead: number;
  readonly cacheReadAudio: number;
}

/** An answer taken apart likewise. */
export type CompletionSplit = CompletionDetails;

const PLAIN: Omit<PromptSplit, "text"> = {
  cacheRead: 0,
  cacheReadAudio: 0,
  cacheWrite: 0,
  cacheWrites: undefined,
  audio: 0,
  image: 0,
  video: 0,
  characters: 0,
  images: 0,
  videoSeconds: 0,
  audioSeconds: 0,
  queries: 0,
};

/** The details with what a cache held taken off each kind (`parse_prompt_tokens_details`); text that is not told is 0. */
export function parsedPrompt(details: PromptDetails | undefined): PromptSplit {
  if (details === undefined) return { text: 0, ...PLAIN };
  const { cached, cacheWrite, cacheWrites, video, characters, images, videoSeconds, audioSeconds, queries } = details;
  const audio = Math.min(details.cachedAudio, cached);
  const text = Math.min(details.cachedText, cached - audio);
  const image = Math.min(details.cachedImage, cached - audio - text);
  return {
    text: Math.max((details.text ?? 0) - text, 0),
    cacheRead: cached,
    cacheReadAudio: audio,
    cacheWrite,
    cacheWrites,
    audio: Math.max(details.audio - audio, 0),
    image: Math.max(details.image - image, 0),
    video,
    characters,
    images,
    videoSeconds,
    audioSeconds,
    queries,
  };
}

/** A prompt as `generic_cost_per_token` bills it: what overlaps with a cache is billed once, what is not told is text. */
export function splitPrompt({ prompt, promptDetails }: ChatUsage): PromptSplit {
  if (promptDetails === undefined) return { text: prompt, ...PLAIN };
  const parsed = parsedPrompt(promptDetails);
  const { text, cacheRead, cacheWrite, audio, image, video } = parsed;
  const all = text + cacheRead + audio + cacheWrite + image + video;
  if ((cacheRead > 0 || cacheWrite > 0) && all > prompt) {
    const fresh = Math.max(prompt - cacheRead - cacheWrite, 0);
    const own = Math.min(audio, fresh);
    const seen = Math.min(image, fresh - own);
    const watched = Math.min(video, fresh - own - seen);
    return { ...parsed, audio: own, image: seen, video: watched, text: fresh - own - seen - watched };
  }
  if (text !== 0 || parsed.images !== 0) return parsed;
  return { ...parsed, text: Math.max(prompt - cacheRead - audio - cacheWrite - image - video, 0) };
}

/** The details of an answer with reasoning taken out of its text (`parse_completion_tokens_details`). */
export function parsedCompletion({ completion, completionDetails }: ChatUsage): CompletionSplit {
  if (completionDetails === undefined) return { text: 0, audio: 0, image: 0, video: 0, reasoning: 0 };
  const { text, audio, image, video, reasoning } = completionDetails;
  const excess = Math.max(text + reasoning + audio + image + video - completion, 0);
  return { text: text - Math.min(reasoning, text, excess), audio, image, video, reasoning };
}

/** An answer as `generic_cost_per_token` bills it. */
export function splitCompletion(usage: ChatUsage): CompletionSplit {
  const parsed = parsedCompletion(usage);
  const { text, audio, image, video, reasoning } = parsed;
  if (text !== 0) return parsed;
  const isDivided = image > 0 || audio > 0 || reasoning > 0 || video > 0;
  if (!isDivided) return { text: usage.completion, audio: 0, image: 0, video: 0, reasoning: 0 };
  return { ...parsed, text: Math.max(0, usage.completion - reasoning - audio - image - video) };
}
