import type { Ranks } from "@lintel/core";

type Load = () => Promise<Ranks>;

/** The tokenizers LiteLLM has with it; the others it downloads, which nothing can while it is recorded. */
const LOADERS: Readonly<Record<string, Load>> = {
  cl100k_base: async () => (await import("js-tiktoken/ranks/cl100k_base")).default,
  o200k_base: async () => (await import("js-tiktoken/ranks/o200k_base")).default,
  async anthropic() {
    const { default: ranks } = await import("@anthropic-ai/tokenizer/claude.json", { with: { type: "json" } });
    return { ...ranks, normalization: "NFKC", takes_special: true };
  },
};

const loaded = new Map<string, Promise<Ranks>>();

/** A tokenizer's ranks, loaded once; undefined for one that is not here. */
export async function ranksOf(tokenizer: string): Promise<Ranks | undefined> {
  const load = Object.hasOwn(LOADERS, tokenizer) ? LOADERS[tokenizer] : undefined;
  if (load === undefined) return undefined;
  const ranks = loaded.get(tokenizer) ?? load();
  loaded.set(tokenizer, ranks);
  return ranks;
}
