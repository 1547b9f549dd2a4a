import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Ranks, TokenizerFile } from "@lintel/core";
import type { Unsupplied } from "@lintel/core/host";
import type { TokenizerRules } from "./tokenizer-rules.ts";

type Load = () => Promise<Ranks | TokenizerFile | undefined>;

/** A tokenizer, or why there is none. */
export type LoadedRanks = { readonly supplied: true; readonly value: Ranks | TokenizerFile } | Unsupplied;

const CLAUDE = "@anthropic-ai/tokenizer/claude.json";

/** Claude's tokenizer as ranks, where its package is installed: it counts what LiteLLM's file counts. */
async function claude(): ReturnType<Load> {
  const require = createRequire(import.meta.url);
  try {
    const ranks: Ranks = JSON.parse(await readFile(require.resolve(CLAUDE), "utf8"));
    return { ...ranks, normalization: "NFKC", takes_special: true };
  } catch {
    return undefined;
  }
}

/** tiktoken's encodings that LiteLLM counts with, and the one tokenizer that has a package. */
const LOADERS: Readonly<Record<string, Load>> = {
  cl100k_base: async () => (await import("js-tiktoken/ranks/cl100k_base")).default,
  o200k_base: async () => (await import("js-tiktoken/ranks/o200k_base")).default,
  anthropic: claude,
};

async function load(name: string, { files = {} }: TokenizerRules): Promise<LoadedRanks> {
  try {
    const path = Object.hasOwn(files, name) ? files[name] : undefined;
    if (path !== undefined) return { supplied: true, value: { tokenizer_json: await readFile(path, "utf8") } };
    const value = Object.hasOwn(LOADERS, name) ? await LOADERS[name]?.() : undefined;
    if (value !== undefined) return { supplied: true, value };
    return { supplied: false, message: `this host has no tokenizer ${name}` };
  } catch (error) {
    return { supplied: false, kind: "BadRequestError", message: `the tokenizer ${name}: ${error}` };
  }
}

/** Tokenizers by name, each loaded when it is first asked for and then kept. */
export function rankLoader(rules: TokenizerRules): (name: string) => Promise<LoadedRanks> {
  const loaded = new Map<string, Promise<LoadedRanks>>();
  return async (name) => {
    const found = loaded.get(name) ?? load(name, rules);
    loaded.set(name, found);
    const ranks = await found;
    if (!ranks.supplied) loaded.delete(name);
    return ranks;
  };
}
