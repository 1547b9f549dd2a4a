import { remembered } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { isInOpenaiCatalog } from "../../directory/openai-catalog.ts";
import { O_SERIES_ROWS, REASONING_ROWS } from "./model-data.ts";
import { saidEfforts } from "./said-efforts.ts";

function rows(text: string): readonly (readonly string[])[] {
  return text.split("\n").flatMap((line) => (line === "" ? [] : [line.split(" ")]));
}

const oSeries: ReadonlyMap<string, string> = new Map(
  rows(O_SERIES_ROWS).map(([name = "", flags = ""]) => [name, flags]),
);

/** What LiteLLM knows of a model that reasons by default. */
export interface Reasoning {
  readonly takesToolChoice: boolean;
  /** Whether it can be told not to reason. */
  readonly takesNoEffort: boolean;
  readonly refusedEfforts: readonly string[];
  /** Whether it does not reason unless told. */
  readonly isIdle: boolean;
}

const PREFIX = "openai/";

/** LiteLLM's guess about a model it has not heard of. */
const UNKNOWN: Reasoning = { takesToolChoice: false, takesNoEffort: false, refusedEfforts: ["xhigh"], isIdle: false };

const reasoning: ReadonlyMap<string, Reasoning> = new Map(
  rows(REASONING_ROWS).map(([name = "", flags = "", refused = "", silent = ""]) => [
    name,
    {
      takesToolChoice: flags.includes("t"),
      takesNoEffort: flags.includes("n"),
      refusedEfforts: refused.split(","),
      isIdle: silent === "none",
    },
  ]),
);

const listedFlags = remembered((model): string | undefined => oSeries.get(model.slice(model.lastIndexOf("/") + 1)));

const FLAGS = {
  f: "supports_function_calling",
  p: "supports_parallel_function_calling",
  r: "supports_response_schema",
  s: "supports_system_messages",
} as const;

/** What an o-series model takes, as flags: f functions, p parallel calls, r response schemas, s system messages; undefined for others. */
export function oSeriesFlags(model: string, said?: JsonObject): string | undefined {
  const listed = listedFlags(model);
  if (listed === undefined || said === undefined) return listed;
  const has = ([flag, field]: readonly [string, string]): boolean => (said[field] ?? listed.includes(flag)) === true;
  return Object.entries(FLAGS)
    .filter(has)
    .map(([flag]) => flag)
    .join("");
}

/** Whether a name is one of OpenAI's own; any other is taken for an alias that somebody's proxy knows. */
export function isCatalogued(model: string): boolean {
  return isInOpenaiCatalog(model.includes("responses/") ? model.slice(model.indexOf("responses/") + 10) : model);
}

function withSaid(known: Reasoning, said: JsonObject): Reasoning {
  const { default_reasoning_effort: idle } = said;
  return {
    takesToolChoice: (said.supports_tool_choice ?? known.takesToolChoice) === true,
    takesNoEffort: (said.supports_none_reasoning_effort ?? known.takesNoEffort) === true,
    refusedEfforts: saidEfforts(known.refusedEfforts, said),
    isIdle: typeof idle === "string" ? idle === "none" : known.isIdle,
  };
}

/** What is known of a model of the GPT-5 family and after, by its name, with what is said of one of OpenAI's own; undefined for others. */
export function reasoningFacts(model: string, said?: JsonObject): Reasoning | undefined {
  const isSeries = model.includes("gpt-5") || model.includes("gpt-6");
  if (!isSeries || model.slice(model.lastIndexOf("/") + 1).startsWith("gpt-5-chat")) return undefined;
  const name = model.startsWith(PREFIX) ? model.slice(PREFIX.length) : model;
  const known = reasoning.get(name) ?? UNKNOWN;
  return said === undefined || !isInOpenaiCatalog(name) ? known : withSaid(known, said);
}

/** Whether a model of the GPT-5 family does nothing but search. */
export function isSearchOnly(model: string): boolean {
  return model.includes("gpt-5") && model.includes("search");
}
