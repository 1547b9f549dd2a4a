import type { FoldRules } from "@lintel/core";
import type { Json } from "@lintel/core/json";
import { bareProvider } from "./bare.ts";
import { words } from "./names.ts";

/** LiteLLM's VERTEX_AI_PROVIDER_METADATA_FIELDS. */
const METADATA: readonly string[] = words(`
vertex_ai_grounding_metadata vertex_ai_url_context_metadata vertex_ai_safety_ratings vertex_ai_safety_results
vertex_ai_citation_metadata`);

function isGemini(model: string): boolean {
  const [prefix = "", rest] = model.split("/", 2);
  const provider = rest === undefined ? bareProvider(model) : prefix;
  return (
    provider === "gemini" || provider === "vertex_ai_beta" || (provider === "vertex_ai" && model.includes("gemini"))
  );
}

/** How LiteLLM puts chunks of a vendor's together. */
export function foldRules({ model, provider }: { readonly model: Json; readonly provider: Json }): FoldRules {
  return {
    kept: typeof model === "string" && isGemini(model) ? METADATA : [],
    beginsWithPlaceholder: provider === "anthropic",
  };
}
