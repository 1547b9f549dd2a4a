import { listedProvider } from "./bare.ts";
import { OPENAI_OTHERS } from "./model-data.ts";
import { lazySet } from "./names.ts";

const others = lazySet(OPENAI_OTHERS);

/** Whether a name is one of OpenAI's chat, text or embedding models: LiteLLM's `is_openai_catalog_model`. */
export function isInOpenaiCatalog(model: string): boolean {
  const owner = listedProvider(model);
  return (owner === "openai" || owner === "text-completion-openai") && !others.has(model);
}
