import type { JsonObject } from "@lintel/core/json";

const GATED: readonly string[] = ["none", "minimal", "low", "xhigh"];

/** The efforts a model refuses, after what is said of it: LiteLLM's `supports_…_reasoning_effort`. */
export function saidEfforts(refused: readonly string[], said: JsonObject): readonly string[] {
  const told = (effort: string): unknown => said[`supports_${effort}_reasoning_effort`];
  return [
    ...refused.filter((effort) => told(effort) !== true),
    ...GATED.filter((effort) => told(effort) === false && !refused.includes(effort)),
  ];
}
