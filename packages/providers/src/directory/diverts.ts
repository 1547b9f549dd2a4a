import { type Diversion, envText, hostOf, type RouteName, remembered } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Described } from "../described/undescribed.ts";
import { isReasoningSeries, isSearchVariant, isSince54 } from "./gpt-series.ts";
import { listedModel } from "./listed-model.ts";
import { lazyIndex, lazySet } from "./names.ts";
import { REFUSES_NO_REASONING, RESPONSES_MODELS } from "./responses-data.ts";

const responsesModels = lazyIndex(RESPONSES_MODELS);
const REFUSES = {
  azure: lazySet(REFUSES_NO_REASONING.azure),
  openai: lazySet(REFUSES_NO_REASONING.openai),
} as const;

// Looked up twice in every chat call: 1 us each time.
const listing = remembered((provider) =>
  remembered((model) => listedModel(provider, model, responsesModels) !== undefined),
);

/** The mode that somebody says a model has. */
function saidMode({ provider, model }: Diversion, described: Described | undefined): Json {
  return described?.(provider, model)?.mode ?? null;
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

function isOfSeries({ provider, model }: Diversion): boolean {
  return (provider === "openai" || provider === "azure") && isReasoningSeries(model) && !isSearchVariant(model);
}

function asksSummary({ params, extra }: Diversion): boolean {
  const inBody = isObject(extra.extra_body) ? extra.extra_body : {};
  const isAsked = [extra, inBody].some((it) => given(it.reasoningSummary) || given(it.reasoning_summary));
  return given(params.reasoning_effort) && isAsked;
}

function reasonsWithTools(call: Diversion): boolean {
  const { provider, model, params } = call;
  if (provider !== "openai" && provider !== "azure") return false;
  const effort = params.reasoning_effort;
  const isRefused = given(effort) || provider === "azure" || isOpenaiItself(call);
  return isSince54(model) && hasFunctionTool(params) && isReasoningActive(effort, model, provider) && isRefused;
}

/** Why LiteLLM sends a chat call elsewhere. */
export interface Departure {
  readonly to: Extract<RouteName, "responses"> | "text_completion";
  readonly reason: string;
  when(call: Diversion, described?: Described): boolean;
}

/** LiteLLM's `responses_api_bridge_check`, and its rule for fine-tuned base models: the first row that applies decides. */
export const CHAT_DEPARTURES: readonly Departure[] = [
  {
    to: "responses",
    reason: "`route_all_chat_openai_to_responses` sends all of OpenAI's chat there",
    when: ({ provider, settings }) => provider === "openai" && settings.route_all_chat_openai_to_responses === true,
  },
  {
    to: "responses",
    reason: "xAI searches the web (`web_search_options`) there only",
    when: ({ provider, params }) => provider === "xai" && given(params.web_search_options),
  },
  {
    to: "responses",
    reason: "the model is named with the prefix `responses/`",
    when: (call, described) => call.model.startsWith("responses/") && saidMode(call, described) === null,
  },
  {
    to: "responses",
    reason: "the price map, or a description of the model, has its mode as `responses`: it has no chat endpoint",
    when(call, described) {
      const said = saidMode(call, described);
      return said === null ? listing(call.provider)(call.model) : said === "responses";
    },
  },
  {
    to: "responses",
    reason: "a reasoning model's summary (`reasoning_summary` with `reasoning_effort`) is told there only",
    when: (call) => isOfSeries(call) && asksSummary(call),
  },
  {
    to: "responses",
    reason: "from gpt-5.4 on OpenAI's chat endpoint refuses function tools while the model reasons",
    when: (call) => isOfSeries(call) && reasonsWithTools(call),
  },
  {
    to: "text_completion",
    reason: "a fine-tuned base model completes texts, whoever is named as its provider",
    when: ({ provider, model }) => provider !== "text-completion-openai" && /ft:(babbage|davinci)-002/.test(model),
  },
];

/** The route LiteLLM sends a chat call to instead. */
export type Diverts = (call: Diversion) => Departure["to"] | undefined;

/** The same after what is said of models. */
export function divertsWith(described: Described): Diverts {
  return (call) => CHAT_DEPARTURES.find(({ when }) => when(call, described))?.to;
}
