import { BARE_MODELS } from "./model-data.ts";
import { lazyIndex } from "./names.ts";

const MODELS = lazyIndex(BARE_MODELS);

/** LiteLLM's rules for names its tables do not have, in its order; the last two are its `fallback_generalizations`. */
const PATTERNS: readonly (readonly [pattern: RegExp, provider: string])[] = [
  [/ft:gpt-3\.5-turbo|ft:gpt-4|^gpt-image|^\*$/, "openai"],
  [/^[^:]*:[^:]{64}(:|$)/, "replicate"],
  [/^amazon_nova/, "amazon_nova"],
  [/^(?:[a-z-]+\.)?anthropic\.claude-/i, "bedrock"],
  [/^claude-[a-z]+-\d+(?:[-.]\d+)?(?:-\d{8})?$/i, "anthropic"],
];

/** The provider whose model LiteLLM's tables list under this very name. */
export function listedProvider(model: string): string | undefined {
  return MODELS.get(model);
}

/** The provider of a model named without a prefix. */
export function bareProvider(model: string): string | undefined {
  return listedProvider(model) ?? PATTERNS.find(([pattern]) => pattern.test(model))?.[1];
}
