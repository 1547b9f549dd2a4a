import type { ModelAsked, PriceBook } from "@lintel/core/pricing";

const SIZES: readonly (readonly [billions: number, row: string])[] = [
  [4, "together-ai-up-to-4b"],
  [8, "together-ai-4.1b-8b"],
  [21, "together-ai-8.1b-21b"],
  [41, "together-ai-21.1b-41b"],
  [80, "together-ai-41.1b-80b"],
  [110, "together-ai-81.1b-110b"],
];
const EMBEDDING_SIZES: typeof SIZES = [
  [150, "together-ai-embedding-up-to-150m"],
  [350, "together-ai-embedding-151m-to-350m"],
];
const EMBEDDINGS: ReadonlySet<string> = new Set(["embedding", "aembedding"]);

function sizeRow(model: string, isEmbedding: boolean): string {
  const name = model.toLowerCase();
  const [, size] = (isEmbedding ? /(\d+)m/ : /(\d+)b/).exec(name) ?? [];
  const rows = isEmbedding ? EMBEDDING_SIZES : SIZES;
  return (size === undefined ? undefined : rows.find(([most]) => Number(size) <= most)?.[1]) ?? name;
}

/** The row of Together AI's models that have no price of their own: that of their size. */
export function sizedModel(
  { model, provider, callType }: ModelAsked & { readonly callType: string },
  { world: { facts } }: PriceBook,
): string | undefined {
  const isTogether = model.includes("togethercomputer") || model.includes("together_ai") || provider === "together_ai";
  if (!isTogether) return undefined;
  const bare = model.startsWith("together_ai/") ? model.slice("together_ai/".length) : model;
  const isPriced = facts.row(`together_ai/${bare}`)?.input_cost_per_token !== undefined;
  return isPriced ? undefined : sizeRow(model, EMBEDDINGS.has(callType));
}
