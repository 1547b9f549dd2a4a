import type { Addressee } from "./notes.ts";

/** LiteLLM's `DEFAULT_REASONING_EFFORT_*_THINKING_BUDGET`, in tokens; the least Anthropic takes for minimal. */
export const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16384,
};

/** The least Anthropic takes as a budget, in tokens. */
export const LEAST_BUDGET = 1024;

/** Anthropic's words for OpenAI's efforts. */
export const EFFORTS: Readonly<Record<string, string>> = {
  low: "low",
  minimal: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
};

/** What LiteLLM lists where it refuses an effort. */
export const EFFORT_NAMES = "'minimal', 'low', 'medium', 'high', 'xhigh', 'max', 'none'";

interface Thinker {
  readonly vendor: Pick<Addressee["vendor"], "has">;
  readonly model: string;
}

/** An effort worth a budget: LiteLLM's `_legacy_budget_to_effort`. */
export function effortFor(budget: number, { vendor, model }: Thinker): string {
  if (budget >= 8192 && vendor.has(model, "takesXhigh")) return "xhigh";
  if (budget >= 4096) return "high";
  return budget >= 2048 ? "medium" : "low";
}
