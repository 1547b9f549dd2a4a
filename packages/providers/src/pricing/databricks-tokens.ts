import { byRow, type TokenRule } from "./token-rules.ts";

const LEGACY: Readonly<Record<string, string>> = {
  "dbrx-instruct": "databricks-dbrx-instruct",
  "meta-llama-3.1-70b-instruct": "databricks-meta-llama-3-1-70b-instruct",
  "meta-llama-3.1-405b-instruct": "databricks-meta-llama-3-1-405b-instruct",
  "mixtral-8x7b-instruct-v0.1": "databricks-mixtral-8x7b-instruct",
  "bge-large-en": "databricks-bge-large-en",
  "gte-large-en": "databricks-gte-large-en",
  "llama-2-70b-chat": "databricks-llama-2-70b-chat",
};

const plain = byRow("databricks", { tiered: false });

/** Databricks' tokens, its former names included. */
export const databricksTokens: TokenRule = (asked, book) => {
  const { model } = asked;
  const name = model.startsWith("databricks/") ? model.slice("databricks/".length) : model;
  const [, row = name] = Object.entries(LEGACY).find(([prefix]) => name.startsWith(prefix)) ?? [];
  return plain({ ...asked, model: row }, book);
};
