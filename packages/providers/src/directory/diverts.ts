import { type Diversion, envText, hostOf } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { isReasoningSeries, isSearchVariant, isSince54 } from "./gpt-series.ts";
import { listedModel } from "./listed-model.ts";
import { lazyIndex, lazySet } from "./names.ts";
import { REFUSES_NO_REASONING, RESPONSES_MODELS } from "./responses-data.ts";

const responsesModels = lazyIndex(RESPONSES_MODELS);
const REFUSES = {
  azure: lazySet(REFUSES_NO_REASONING.azure),
  openai: lazySet(REFUSES_NO_REASONING.openai),
} as const;

function isResponsesModel(provider: string, model: string): boolean {
  return listedModel(provider, model, responsesModels) !== undefined;
}

/** Whether the endpoint is OpenAI's own, which refuses function tools while a model reasons. */
function isOpenaiItself({ base, settings, env }: Diversion): boolean {
  const setting = typeof settings.api_base === "string" && settings.api_base !== "" ? settings.api_base : undefined;
  const address = base ?? setting ?? envText(env, "OPENAI_BASE_URL") ?? envText(env, "OPENAI_API_BASE") ?? "";
  if (address.trim() === "") return true;
  const host = address.includes("://") ? hostOf(address.trim()) : "";
  return host === "api.openai.com" || host.endsWith(".api.openai.com");
}

function given(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

function hasFunctionTool({ tools }: JsonObject): boolean {
  return Array.isArray(tools) && tools.some((tool: Json) => isObject(tool) && tool.type === "function");
}

function isReasoningActive(effort: Json | undefined, model: string, provider: "azure" | "openai"): boolean {
  const level = isObject(effort) ? effort.effort : effort;
  return level !== "none" || (isObject(effort) && given(effort.summary)) || REFUSES[provider].has(model);
}

function needsResponses(call: Diversion): boolean {
  const { provider, model, params, extra } = call;
  if (provider !== "openai" && provider !== "azure") return false;
  if (!isReasoningSeries(model) || isSearchVariant(model)) return false;
  const effort = params.reasoning_effort;
  const inBody = isObject(extra.extra_body) ? extra.extra_body : {};
  const asksSummary = [extra, inBody].some((it) => given(it.reasoningSummary) || given(it.reasoning_summary));
  if (given(effort) && asksSummary) return true;
  const mayDivert = given(effort) || provider === "azure" || isOpenaiItself(call);
  return isSince54(model) && hasFunctionTool(params) && isReasoningActive(effort, model, provider) && mayDivert;
}

/** LiteLLM's `responses_api_bridge_check`, and its rule for fine-tuned base models: the route it sends a chat call to instead. */
export function diverts(call: Diversion): "responses" | "text_completion" | undefined {
  const { provider, model, params, settings } = call;
  const isAsked =
    (provider === "openai" && settings.route_all_chat_openai_to_responses === true) ||
    (provider === "xai" && given(params.web_search_options)) ||
    model.startsWith("responses/");
  if (isAsked || isResponsesModel(provider, model) || needsResponses(call)) return "responses";
  const isText = provider === "text-completion-openai" || /ft:(babbage|davinci)-002/.test(model);
  return isText ? "text_completion" : undefined;
}
