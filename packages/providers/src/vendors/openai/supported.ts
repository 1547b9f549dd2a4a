import { remembered } from "@lintel/core";
import type { Said } from "../../described/undescribed.ts";
import { isCatalogued, isSearchOnly, oSeriesFlags, type Reasoning, reasoningFacts } from "./models.ts";

const COMMON: readonly string[] = [
  "frequency_penalty",
  "logit_bias",
  "logprobs",
  "top_logprobs",
  "max_tokens",
  "max_completion_tokens",
  "modalities",
  "prediction",
  "n",
  "presence_penalty",
  "seed",
  "stop",
  "stream",
  "stream_options",
  "temperature",
  "top_p",
  "tools",
  "tool_choice",
  "function_call",
  "functions",
  "max_retries",
  "extra_headers",
  "parallel_tool_calls",
  "audio",
  "web_search_options",
  "service_tier",
  "safety_identifier",
  "prompt_cache_key",
  "prompt_cache_retention",
  "store",
];

const SEARCH_ONLY: readonly string[] = [
  "max_tokens",
  "max_completion_tokens",
  "stream",
  "stream_options",
  "web_search_options",
  "service_tier",
  "safety_identifier",
  "response_format",
  "user",
  "store",
  "verbosity",
  "max_retries",
  "extra_headers",
];

const WITHOUT_FORMATS: readonly string[] = ["gpt-3.5-turbo-16k", "gpt-4"];
const SAMPLING: readonly string[] = ["logprobs", "top_p", "top_logprobs"];
const PENALTIES: readonly string[] = ["presence_penalty", "frequency_penalty"];
const NOT_REASONING: readonly string[] = [
  ...PENALTIES,
  "stop",
  "logit_bias",
  "modalities",
  "prediction",
  "audio",
  "web_search_options",
];

/** What an o-series model does not take unless its flag says so. */
const BY_FLAG: Readonly<Record<string, readonly string[]>> = {
  f: ["tools", "tool_choice", "function_call", "functions"],
  p: ["parallel_tool_calls"],
  r: ["response_format"],
};

/** What any model of OpenAI's chat completions takes, whoever serves it. */
export function openaiParams(model: string): readonly string[] {
  return [
    ...COMMON,
    ...(WITHOUT_FORMATS.includes(model) ? [] : ["response_format"]),
    ...(isCatalogued(model) ? ["user"] : []),
  ];
}

function without(names: readonly string[], left: readonly string[]): readonly string[] {
  return names.filter((name) => !left.includes(name));
}

function oSeries(model: string, flags: string): readonly string[] {
  const missing = Object.entries(BY_FLAG).flatMap(([flag, names]) => (flags.includes(flag) ? [] : names));
  return without([...openaiParams(model), "reasoning_effort"], [...SAMPLING, ...PENALTIES, ...missing]);
}

type Takes = Pick<Reasoning, "takesNoEffort" | "takesToolChoice">;

/** What a model of the GPT-5 family and after takes by LiteLLM's rules, whoever serves it. */
export function reasoningParams(model: string, facts: Takes): readonly string[] {
  if (isSearchOnly(model)) return SEARCH_ONLY;
  const sampling = facts.takesNoEffort ? [] : SAMPLING;
  const choice = facts.takesToolChoice ? [] : ["tool_choice"];
  return without([...openaiParams(model), "reasoning_effort", "verbosity"], [...NOT_REASONING, ...sampling, ...choice]);
}

type Reading = (name: string) => readonly string[];

/** How a model's parameters are found, by any name: LiteLLM's configuration of the model. */
function readingOf(model: string, said: Said): Reading {
  const flags = oSeriesFlags(model, said(model));
  if (flags !== undefined) return (name) => oSeries(name, oSeriesFlags(name, said(name)) ?? flags);
  const facts = reasoningFacts(model, said(model));
  if (facts !== undefined) return (name) => reasoningParams(name, reasoningFacts(name, said(name)) ?? facts);
  return isCatalogued(model) ? openaiParams : (name) => [...openaiParams(name), "reasoning_effort"];
}

/** The OpenAI parameters a model takes, in the order of LiteLLM's `get_supported_openai_params`; a hint is its `base_model`. */
export type Supported = (model: string, hint?: string) => readonly string[];

/** The same after what is said of models. */
export function supportedBy(said: Said): Supported {
  const alone = remembered((model) => readingOf(model, said)(model));
  return (model, hint = model) => {
    if (hint === model) return alone(model);
    const reading = readingOf(model, said);
    return [...new Set([...reading(model), ...reading(hint)])];
  };
}

/** What a model takes of a provider that LiteLLM has after OpenAI's example: the same but for names nobody knows. */
export function asOpenaiTakes(model: string, own: Supported): readonly string[] {
  const isKnown = oSeriesFlags(model) !== undefined || reasoningFacts(model) !== undefined || isCatalogued(model);
  const params = isKnown ? own(model) : openaiParams(model);
  return isCatalogued(model) && model.includes("audio") ? [...params, "audio"] : params;
}
