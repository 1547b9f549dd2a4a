import { truthy } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, object, pythonRepr } from "@lintel/core/json";
import type { Reasoning } from "./models.ts";
import { dropped, onlyTemperatureOne, type Rule, type Ruled, renameMaxTokens } from "./rule.ts";

const SAMPLING = ["logprobs", "top_logprobs", "top_p"];

interface Rules {
  readonly model: string;
  readonly dropParams: boolean;
  readonly facts: Reasoning;
}

/** The level an effort asks for, in Chat's form or in that of the Responses API. */
function level(effort: Json | undefined): Json | undefined {
  if (typeof effort === "string") return effort === "" ? undefined : effort;
  return isObject(effort) && truthy(effort) ? (effort.effort ?? undefined) : undefined;
}

function plainEffort(params: JsonObject): Ruled {
  const { reasoning_effort: asked } = params;
  const found = level(asked);
  if (!isObject(asked) || found === undefined) return { params, losses: [] };
  return {
    params: object([...entries(params), ["reasoning_effort", found]]),
    losses: [
      { pointer: "/reasoning_effort", action: "converted", reason: "only its effort, as chat completions take it" },
    ],
  };
}

function allowedEffort(params: JsonObject, { model, dropParams, facts }: Rules): Ruled {
  const asked = level(params.reasoning_effort);
  if (typeof asked !== "string" || !facts.refusedEfforts.includes(asked)) return { params, losses: [] };
  if (dropParams)
    return dropped(params, {
      names: ["reasoning_effort"],
      reason: `the model refuses ${asked}, and drop_params is set`,
    });
  const refusal = `reasoning_effort=${asked} is not supported for ${model}. To drop unsupported params set \`litellm.drop_params = True\``;
  return { refusal };
}

function isIdle(params: JsonObject, facts: Reasoning): boolean {
  const asked = level(params.reasoning_effort);
  return asked === undefined ? facts.isIdle : asked === "none";
}

function sampling(params: JsonObject, { model, dropParams, facts }: Rules): Ruled {
  const isAsked = SAMPLING.some((name) => params[name] !== undefined);
  if (!facts.takesNoEffort || !isAsked || isIdle(params, facts)) return { params, losses: [] };
  if (dropParams) return dropped(params, { names: SAMPLING, reason: "the model is reasoning, and drop_params is set" });
  const effort = pythonRepr(level(params.reasoning_effort) ?? null);
  const refusal = [
    `${model} only supports logprobs, top_p, top_logprobs when reasoning_effort resolves to 'none', either set explicitly`,
    `on the request or declared as the model's default_reasoning_effort. Current reasoning_effort=${effort}.`,
    "To drop unsupported params set `litellm.drop_params = True`",
  ].join(" ");
  return { refusal };
}

function temperature(params: JsonObject, { model, dropParams, facts }: Rules): Ruled {
  return onlyTemperatureOne(params, {
    dropParams,
    isFree: facts.takesNoEffort && isIdle(params, facts),
    refusal: (value) =>
      [
        `${model} doesn't support temperature=${value} while reasoning is active. Only temperature=1 is supported unless`,
        "reasoning_effort resolves to 'none', either set explicitly on the request or declared as the model's",
        "default_reasoning_effort. To drop unsupported params set `litellm.drop_params = True`",
      ].join(" "),
  });
}

/** What LiteLLM does to the parameters of a model that reasons by default (`OpenAIGPT5Config`). */
export function reasoningRules(rules: Rules): readonly Rule[] {
  return [
    plainEffort,
    (params) => allowedEffort(params, rules),
    renameMaxTokens,
    (params) => sampling(params, rules),
    (params) => temperature(params, rules),
  ];
}
