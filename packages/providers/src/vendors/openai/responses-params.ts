import { entries, isInt, isObject, type Json, type JsonObject, numeric, object } from "@lintel/core/json";
import type { Said } from "../../described/undescribed.ts";
import { litellmFault } from "../../faults/index.ts";
import type { Asked, Translated } from "../../wires/openai-responses/index.ts";
import { reasoningFacts } from "./models.ts";
import { refusedEfforts, takesReasoning } from "./responses-models.ts";
import { dropped, onlyTemperatureOne, type Rule, type Ruled, ruled } from "./rule.ts";

/** The API refuses less. */
const LEAST_OUTPUT_TOKENS = 16;
const DROPPING = "To drop unsupported params set `litellm.drop_params = True`";
const ACTIVE = [
  "either set explicitly on the request or declared as the",
  `model's default_reasoning_effort. ${DROPPING}`,
].join(" ");

interface Rules {
  readonly model: string;
  /** What is said of the model. */
  readonly said: JsonObject | undefined;
  /** The same of a model by the last part of its name, which alone is looked up for whether it reasons. */
  readonly lastSaid: JsonObject | undefined;
  readonly dropParams: boolean;
}

function replaced(params: JsonObject, name: string, value: Json): JsonObject {
  return object([...entries(params), [name, value]]);
}

function effortOf({ reasoning }: JsonObject): Json {
  return isObject(reasoning) ? (reasoning.effort ?? null) : null;
}

function enough(params: JsonObject): Ruled {
  const { max_output_tokens: most } = params;
  const isLess = (isInt(most) && (numeric(most) ?? 0) < LEAST_OUTPUT_TOKENS) || typeof most === "boolean";
  if (!isLess) return { params, losses: [] };
  return {
    params: replaced(params, "max_output_tokens", LEAST_OUTPUT_TOKENS),
    losses: [
      { pointer: "/max_output_tokens", action: "clamped", reason: `the API takes ${LEAST_OUTPUT_TOKENS} at least` },
    ],
  };
}

function reasoning(params: JsonObject, { model, lastSaid, dropParams }: Rules): Ruled {
  if (effortOf(params) === null || takesReasoning(model, lastSaid)) return { params, losses: [] };
  if (dropParams)
    return dropped(params, { names: ["reasoning"], reason: "the model takes no effort, and drop_params is set" });
  const entry = "(its model cost map entry lacks `supports_reasoning`)";
  return { refusal: `${model} doesn't support \`reasoning.effort\` ${entry}. ${DROPPING}` };
}

function effort(params: JsonObject, { model, said, dropParams }: Rules): Ruled {
  const asked = effortOf(params);
  if (typeof asked !== "string" || !refusedEfforts(model, said).includes(asked)) return { params, losses: [] };
  if (!dropParams) return { refusal: `reasoning.effort=${asked} is not supported for ${model}. ${DROPPING}` };
  const rest = isObject(params.reasoning) ? entries(params.reasoning).filter(([name]) => name !== "effort") : [];
  const losses = [
    {
      pointer: "/reasoning/effort",
      action: "dropped" as const,
      reason: `the model refuses ${asked}, and drop_params is set`,
    },
  ];
  if (rest.length > 0) return { params: replaced(params, "reasoning", object(rest)), losses };
  return { params: object(entries(params).filter(([name]) => name !== "reasoning")), losses };
}

function isIdle(params: JsonObject, { model, said }: Rules): boolean {
  const facts = reasoningFacts(model, said);
  const asked = effortOf(params);
  if (facts === undefined || !facts.takesNoEffort) return false;
  return asked === null || asked === "" ? facts.isIdle : asked === "none";
}

function temperature(params: JsonObject, rules: Rules): Ruled {
  const { model, dropParams } = rules;
  const only = "Only temperature=1 is supported unless reasoning.effort resolves";
  return onlyTemperatureOne(params, {
    dropParams,
    isFree: isIdle(params, rules),
    refusal: (value) =>
      `${model} doesn't support temperature=${value} while reasoning is active. ${only} to 'none', ${ACTIVE}`,
  });
}

function sampling(params: JsonObject, rules: Rules): Ruled {
  const { model, dropParams } = rules;
  if (params.top_p === undefined || isIdle(params, rules)) return { params, losses: [] };
  if (dropParams)
    return dropped(params, { names: ["top_p"], reason: "the model is reasoning, and drop_params is set" });
  return { refusal: `${model} only supports top_p when reasoning.effort resolves to 'none', ${ACTIVE}` };
}

function rulesFor(rules: Rules): readonly Rule[] {
  const isSeries = reasoningFacts(rules.model) !== undefined;
  const own: readonly Rule[] = [enough, (params) => reasoning(params, rules)];
  if (!isSeries) return own;
  return [
    ...own,
    (params) => effort(params, rules),
    (params) => temperature(params, rules),
    (params) => sampling(params, rules),
  ];
}

/** LiteLLM's `map_openai_params` for OpenAI's models on the Responses API. */
export function toResponsesParams(
  { model, params, policy: { dropParams } }: Asked,
  said: Said,
): Translated<JsonObject> {
  const told = { said: said(model), lastSaid: said(model.slice(model.lastIndexOf("/") + 1)) };
  const after = ruled(params, rulesFor({ model, ...told, dropParams }));
  return "refusal" in after
    ? { fault: litellmFault({ kind: "UnsupportedParamsError", text: after.refusal }, {}) }
    : { value: after.params, losses: after.losses };
}
