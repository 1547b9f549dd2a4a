import { type Attempt, got, raises } from "../client/attempt.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { readTokenizerFile } from "./tokenizer-file/read-tokenizer-file.ts";

/** A tokenizer to count with, whatever the model: the value of `custom_tokenizer`. */
export type CustomTokenizer =
  | { readonly type: "huggingface_tokenizer"; readonly tokenizer: Tokenizer }
  | { readonly type: "openai_tokenizer"; readonly tokenizer?: unknown };

/** LiteLLM's `create_tokenizer`: from the text of a Hugging Face `tokenizer.json`. */
export function createTokenizer(json: string): Attempt<CustomTokenizer> {
  const read = readTokenizerFile(json);
  return read.ok ? got({ type: "huggingface_tokenizer", tokenizer: read.value }) : read;
}

function isTokenizer(value: unknown): value is Tokenizer {
  return typeof value === "object" && value !== null && "count" in value && typeof value.count === "function";
}

/** The tokenizer of a `custom_tokenizer`; undefined where the model's own is to be taken. */
export function readCustomTokenizer(value: unknown): Attempt<Tokenizer | undefined> {
  if (value === undefined || value === null) return got(undefined);
  if (typeof value === "object" && Object.keys(value).length === 0) return got(undefined);
  if (typeof value !== "object" || !("type" in value)) return raises("custom_tokenizer must have a type");
  if (value.type === "openai_tokenizer") return got(undefined);
  if (value.type !== "huggingface_tokenizer") return raises("Unsupported tokenizer type");
  const tokenizer = "tokenizer" in value ? value.tokenizer : undefined;
  return isTokenizer(tokenizer) ? got(tokenizer) : raises("custom_tokenizer must hold a tokenizer");
}
