import type { ParametersAsked } from "@lintel/core";
import { openaiParams, reasoningParams } from "../vendors/openai/supported.ts";
import { isReasoningSeries } from "./gpt-series.ts";
import { words } from "./names.ts";

const PLAIN = words(`
temperature n stream stream_options stop max_tokens max_completion_tokens tools tool_choice presence_penalty
frequency_penalty logit_bias user function_call functions tools tool_choice top_p logprobs top_logprobs response_format
seed extra_headers parallel_tool_calls prediction modalities audio web_search_options prompt_cache_key store`);

const UNREASONED = ["logprobs", "top_p", "presence_penalty", "frequency_penalty", "top_logprobs"];
const PROBABILITIES = ["logprobs", "top_logprobs"];
const SERIES_ROUTE = "gpt5_series/";
const FOUNDRY = "azure_ai/";
const O_SERIES = /o1|o3|o4|o_series\//;

/** The name of a deployment in the price map. */
function mapName(model: string, { ownerOf }: ParametersAsked): string {
  if (model.startsWith(SERIES_ROUTE)) return `azure/${model.slice(SERIES_ROUTE.length)}`;
  if (model.startsWith("azure/") || (model.startsWith(FOUNDRY) && ownerOf(model) !== undefined)) return model;
  return `azure/${model.startsWith(FOUNDRY) ? model.slice(FOUNDRY.length) : model}`;
}

function oSeries(model: string, { ownerOf, supports }: ParametersAsked): readonly string[] {
  const reasons = ownerOf(model) === undefined || supports("reasoning", { model });
  return [...openaiParams(model), ...(reasons ? ["reasoning_effort"] : [])].filter((it) => !UNREASONED.includes(it));
}

function series(model: string, asked: ParametersAsked): readonly string[] {
  const takesNoEffort = asked.supports("none_reasoning_effort", { model: mapName(model, asked) });
  const own = reasoningParams(model, { takesToolChoice: asked.supports("tool_choice", { model }), takesNoEffort });
  const chosen = own.includes("tool_choice") ? own : [...own, "tool_choice"];
  if (/(?:^|\/)gpt-5\.[24][^/]*$/.test(model)) return [...chosen, ...PROBABILITIES];
  return takesNoEffort ? chosen.filter((it) => !PROBABILITIES.includes(it)) : chosen;
}

/** What deployments of OpenAI's models on Azure take (`_get_azure_config`): which kind one is, its hint says first. */
export function azureParams(asked: ParametersAsked): readonly string[] {
  const { hint, type } = asked;
  const kind = hint ?? asked.kind;
  const model = type === "chat_completion" ? asked.model : kind;
  if (O_SERIES.test(kind)) return oSeries(model, asked);
  return isReasoningSeries(kind) || kind.includes("gpt5_series") ? series(model, asked) : PLAIN;
}
