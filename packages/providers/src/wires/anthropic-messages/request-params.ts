import type { Policy, Settings } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { type Addressee, type Notes, put } from "./notes.ts";
import { toContextManagement } from "./request-context.ts";
import { checkFormat, withFormat } from "./request-format.ts";
import { withMaxTokens, withSampling, withStops, withUser } from "./request-sampling.ts";
import { withBudget, withEffort, withThinking } from "./request-thinking.ts";
import { withToolChoice } from "./request-tool-choice.ts";
import { withTools } from "./request-tools.ts";
import { withWebSearch } from "./request-web-search.ts";

/** Parameters on their way, and what the rules about them may look at. */
export interface Mapping extends Addressee, Notes {
  /** OpenAI's parameters as the caller gave them. */
  readonly params: JsonObject;
  readonly policy: Policy;
  readonly settings: Settings;
}

/** One parameter's rule: what is sent, with it. */
export type ParamRule = (sent: JsonObject, value: Json, mapping: Mapping) => JsonObject;

const RULES: Readonly<Record<string, ParamRule>> = {
  max_tokens: withMaxTokens,
  max_completion_tokens: withMaxTokens,
  tools: withTools,
  tool_choice: withToolChoice,
  parallel_tool_calls: withToolChoice,
  stop: withStops,
  temperature: (sent, value, mapping) => withSampling(sent, { name: "temperature", value, mapping }),
  top_p: (sent, value, mapping) => withSampling(sent, { name: "top_p", value, mapping }),
  response_format: withFormat,
  user: withUser,
  thinking: withThinking,
  reasoning_effort: withEffort,
  web_search_options: withWebSearch,
  context_management: toContextManagement,
  speed: (sent, value) => (typeof value === "string" ? put(sent, "speed", value) : sent),
  cache_control: (sent, value) => (isObject(value) ? put(sent, "cache_control", value) : sent),
};

/** Parameters that say how the call is made, and stand in no mapping. */
const OTHERWISE: ReadonlySet<string> = new Set(["stream", "stream_options", "metadata", "service_tier"]);

function unheard(name: string, { lose, policy, model }: Mapping): void {
  if (OTHERWISE.has(name) || policy.allowedOpenaiParams.includes(name)) return;
  lose({ pointer: `/${name}`, action: "dropped", reason: `${model} does not take it` });
}

/** LiteLLM's `map_openai_params` for Anthropic's messages: the parameters in the order they are sent in. */
export function toParams(mapping: Mapping): JsonObject {
  checkFormat(mapping);
  const mapped = entries(mapping.params).reduce<JsonObject>((sent, [name, value]) => {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule !== undefined) return rule(sent, value, mapping);
    unheard(name, mapping);
    return sent;
  }, {});
  return withBudget(mapped, mapping);
}

/** Parameters every model takes, in the order of LiteLLM's `get_supported_openai_params`. */
export const COMMON_PARAMS: readonly string[] = [
  "stream",
  "stop",
  "temperature",
  "top_p",
  "max_tokens",
  "max_completion_tokens",
  "tools",
  "tool_choice",
  "extra_headers",
  "parallel_tool_calls",
  "response_format",
  "user",
  "web_search_options",
  "speed",
  "context_management",
  "cache_control",
];

/** The OpenAI parameters a model takes, in LiteLLM's order. */
export function supportedParams({ vendor, model }: Addressee): readonly string[] {
  const isThinking =
    model.includes("claude-3-7-sonnet") || vendor.has(model, "adaptive") || vendor.has(model, "reasons");
  return isThinking ? [...COMMON_PARAMS, "thinking", "reasoning_effort"] : COMMON_PARAMS;
}
