import type { Settings } from "../call.ts";

/** What counts a model's tokens. */
export interface TokenizerChoice {
  /** tiktoken's name of the encoding. */
  readonly encoding: string;
  /** Whether tiktoken knows the encoding to be the model's own; otherwise it stands in for one. */
  readonly isKnown: boolean;
  /** The tokenizer that goes before it where the host has it: one that LiteLLM loads from a file. */
  readonly file?: string;
}

/** What LiteLLM counts with where it knows no better. */
export const DEFAULT_TOKENIZER: TokenizerChoice = { encoding: "cl100k_base", isKnown: false };

/** A choice without its file where LiteLLM's `disable_hf_tokenizer_download` is set. */
export function allowedChoice({ file, ...choice }: TokenizerChoice, settings: Settings): TokenizerChoice {
  const isAllowed = settings.disable_hf_tokenizer_download !== true;
  return file !== undefined && isAllowed ? { ...choice, file } : choice;
}
