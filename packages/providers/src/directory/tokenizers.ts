import type { TokenizerChoice } from "@lintel/core";
import { listedProvider } from "./bare.ts";

const DEFAULT = "cl100k_base";

/** tiktoken's model names, then its beginnings of names, as far as models of OpenAI that LiteLLM lists go. */
const NAMED: Readonly<Record<string, string>> = {
  o1: "o200k_base",
  o3: "o200k_base",
  "o4-mini": "o200k_base",
  "gpt-5": "o200k_base",
  "gpt-4.1": "o200k_base",
  "gpt-4o": "o200k_base",
  "gpt-4": DEFAULT,
  "gpt-3.5-turbo": DEFAULT,
  "text-embedding-ada-002": DEFAULT,
  "text-embedding-3-small": DEFAULT,
  "text-embedding-3-large": DEFAULT,
};
const BEGINNINGS: readonly (readonly [beginning: string, encoding: string])[] = [
  ["o1-", "o200k_base"],
  ["o3-", "o200k_base"],
  ["o4-mini-", "o200k_base"],
  ["gpt-5", "o200k_base"],
  ["gpt-4.5-", "o200k_base"],
  ["gpt-4.1-", "o200k_base"],
  ["gpt-4o-", "o200k_base"],
  ["gpt-4-", DEFAULT],
  ["gpt-3.5-turbo-", DEFAULT],
];

/** Azure's names of OpenAI's models. */
const AZURE: Readonly<Record<string, string>> = {
  "gpt-35-turbo": "gpt-3.5-turbo",
  "gpt-35-turbo-16k": "gpt-3.5-turbo-16k",
  "gpt-35-turbo-instruct": "gpt-3.5-turbo-instruct",
};

/** The encoding of a model that LiteLLM lists under OpenAI; undefined if tiktoken does not know the name. */
function encodingOf(model: string): string | undefined {
  const azure = Object.hasOwn(AZURE, model) ? AZURE[model] : undefined;
  const name = azure ?? model;
  const isListed = azure !== undefined || (listedProvider(name) === "openai" && !name.startsWith("ft:"));
  if (!isListed) return undefined;
  if (name.includes("gpt-4o")) return "o200k_base";
  return NAMED[name] ?? BEGINNINGS.find(([beginning]) => name.startsWith(beginning))?.[1];
}

/** Tokenizers that LiteLLM loads as files of Hugging Face, by the rule of `huggingface_tokenizer_kind`. */
function fileOf(model: string): string | undefined {
  const provider = listedProvider(model);
  const lower = model.toLowerCase();
  if (provider === "cohere" && model.includes("command-r")) return "cohere";
  if (provider === "anthropic" && !model.includes("claude-3")) return "anthropic";
  if (lower.includes("llama-2") || lower.includes("replicate")) return "llama2";
  return lower.includes("llama-3") ? "llama3" : undefined;
}

/** The tokenizer LiteLLM counts a model's tokens with; most names, those with a provider's prefix too, get cl100k_base. */
export function tokenizerOf(model: string): TokenizerChoice {
  const encoding = encodingOf(model);
  const file = fileOf(model);
  return {
    encoding: encoding ?? DEFAULT,
    isKnown: encoding !== undefined,
    ...(file !== undefined && { file }),
  };
}
