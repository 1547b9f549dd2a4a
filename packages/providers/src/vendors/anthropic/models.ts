import { remembered } from "@lintel/core";
import { type JsonObject, numeric } from "@lintel/core/json";
import type { Said } from "../../described/undescribed.ts";
import type { Trait } from "../../wires/anthropic-messages/index.ts";
import { MODEL_ROWS } from "./model-data.ts";

interface Row {
  readonly mostTokens: number;
  readonly traits: ReadonlySet<string>;
}

function toRow(line: string): readonly [name: string, row: Row] {
  const [name = "", most = "", ...traits] = line.split(" ");
  return [name, { mostTokens: Number(most), traits: new Set(traits) }];
}

const ROWS: ReadonlyMap<string, Row> = new Map(MODEL_ROWS.trim().split("\n").map(toRow));

/** What LiteLLM's price map holds true of models by their names alone; `fills`: of those in its list, too. */
const RULES: Partial<Readonly<Record<Trait, { readonly pattern: RegExp; readonly fills: boolean }>>> = {
  adaptive: {
    pattern: /claude-[a-z]+-(?:4[-._](?:[6-9]|[1-9]\d)(?!\d)|[5-9](?!\d)(?:[-._]\d{1,2}(?!\d))?)/i,
    fills: true,
  },
  takesBudget: { pattern: /claude-[a-z]+-4[-._]6(?!\d)/i, fills: true },
  alwaysThinks: { pattern: /claude-(?:fable|mythos)-/i, fills: false },
  reasons: { pattern: /claude-[a-z]+-\d+(?:[-.]\d+)?(?:-\d{8})?/i, fills: false },
};

/** Names of models that take no sampling parameters, where no row says so. */
const UNSAMPLED = /fable|opus[-_]4[-_.][78]/;

const VERSION = /-v\d+(?::\d+)?$/;
const DATE = /-\d{8}$/;
const DOTTED = /(\d)\.(\d)/g;
const THROUGHPUT = /(:\d+):\d+k$/;
/** A window of the context that is asked for in the model's name, as Claude Code does: `claude-opus-5[1m]`. */
const WINDOW = /\[\w+\]$/;

function shortened(model: string): readonly string[] {
  return [
    model.replace(VERSION, ""),
    model.replace(/:\d+$/, ""),
    model.replace(DATE, ""),
    model.replace(DOTTED, "$1-$2"),
    model.replace(DOTTED, "$1-$2").replace(VERSION, "").replace(DATE, ""),
    model.replace(/(?<=.)@[^@]*$/, ""),
  ];
}

/** The names under which LiteLLM looks a model's abilities up, its own first (`_model_map_lookup_candidates`). */
function aliases(model: string): readonly string[] {
  const primary = [model, model.replace(THROUGHPUT, "$1").replace(WINDOW, "")];
  return [...primary, ...primary.flatMap(shortened)];
}

const rowOfAlias = remembered((model): Row | undefined =>
  aliases(model)
    .map((name) => ROWS.get(name))
    .find((row) => row !== undefined),
);

function isAble(model: string, trait: Trait): boolean {
  const row = ROWS.get(model) ?? ROWS.get(model.toLowerCase());
  const rule = RULES[trait];
  if (row?.traits.has(trait) === true) return true;
  if (rule?.pattern.test(model) === true && (row === undefined || rule.fills)) return true;
  return rowOfAlias(model)?.traits.has(trait) === true;
}

const EFFORTS = ["low", "minimal", "xhigh", "max"] as const;

/** Fields by which somebody says that a model has a trait, or has it not. */
const FIELDS: Partial<Readonly<Record<Trait, string>>> = {
  adaptive: "supports_adaptive_thinking",
  alwaysThinks: "thinking_always_on",
  takesBudget: "supports_legacy_thinking",
  reasons: "supports_reasoning",
  hasFormats: "supports_native_structured_output",
  takesXhigh: "supports_xhigh_reasoning_effort",
  takesMax: "supports_max_reasoning_effort",
};

function saidOf(trait: Trait, said: JsonObject): boolean | undefined {
  if (trait === "takesEffort" && EFFORTS.some((effort) => said[`supports_${effort}_reasoning_effort`] === true))
    return true;
  const told = said[FIELDS[trait] ?? ""];
  return typeof told === "boolean" ? told : undefined;
}

/** Whether one of Anthropic's models has a trait. */
export type HasTrait = (model: string, trait: Trait) => boolean;

/** The same as LiteLLM reads it off its price map, off the name, and off what is said of the model. */
export function traitsBy(said: Said): HasTrait {
  const known = remembered((_model) => new Map<Trait, boolean>());
  return (model, trait) => {
    const ofModel = known(model);
    const has = ofModel.get(trait) ?? saidOf(trait, said(model) ?? {}) ?? findTrait(model, trait);
    ofModel.set(trait, has);
    return has;
  };
}

function findTrait(model: string, trait: Trait): boolean {
  switch (trait) {
    case "takesSpeed":
      return ROWS.get(model)?.traits.has(trait) === true;
    case "takesForcedTools":
      return rowOfAlias(model)?.traits.has(trait) ?? true;
    case "samples":
      return rowOfAlias(model)?.traits.has(trait) ?? !UNSAMPLED.test(model.toLowerCase());
    default:
      return isAble(model, trait);
  }
}

/** The most tokens a model of the price map puts out, after what is said of it; undefined for one that is not there. */
export function mostTokensOf(model: string, said: JsonObject = {}): number | undefined {
  const row = ROWS.get(model);
  return row === undefined ? undefined : (numeric(said.max_output_tokens) ?? row.mostTokens);
}
