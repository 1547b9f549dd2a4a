import { providerOf } from "./model-table.ts";
import { captured } from "./pattern.ts";

/** Names that stand for every model. */
const EVERY: ReadonlySet<string> = new Set(["*", "all-proxy-models"]);

function fits(pattern: string, model: string): boolean {
  const parts = pattern.split("*");
  return parts.length > 1 && model.endsWith(parts.at(-1) ?? "") && captured({ parts }, model) !== undefined;
}

/** Whether a model is one of these names or fits one of these patterns, its provider's prefix left out or not; an empty list means every model (`_check_model_access_helper`). */
export function fitsAny(model: string, names: readonly string[], env: Readonly<Record<string, string>>): boolean {
  if (names.length === 0 || names.includes(model) || names.some((name) => EVERY.has(name))) return true;
  const patterns = names.filter((name) => name.includes("*"));
  if (patterns.some((pattern) => fits(pattern, model))) return true;
  if (patterns.length === 0 || model.includes("/")) return false;
  const owned = `${providerOf(model, env)}/${model}`;
  return patterns.some((pattern) => fits(pattern, owned));
}
