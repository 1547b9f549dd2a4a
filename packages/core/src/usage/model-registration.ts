import { entries, float, int, isObject, type Json, type JsonObject, object } from "../json/index.ts";
import { overlaid } from "./facts-overlay.ts";
import type { ModelFacts } from "./model-facts.ts";
import { familyInfo } from "./model-families.ts";
import { infoFields, modelInfo } from "./model-info.ts";
import { type ModelWorld, rulesOf } from "./model-names.ts";

const TOKEN_PRICES = ["input_cost_per_token", "output_cost_per_token"] as const;
/** Prices of a cache that a row under a name of its own takes over. */
export const CACHE_PRICES = [
  "cache_creation_input_token_cost",
  "cache_creation_input_token_cost_above_1hr",
  "cache_creation_input_token_cost_above_200k_tokens",
  "cache_read_input_token_cost",
  "cache_read_input_token_cost_above_200k_tokens",
] as const;

/** A text that is a number becomes one (`_convert_stringified_numbers`). */
function numbered(value: Json): Json {
  if (typeof value !== "string" || !/^\s*[-+]?[\d.][\d._]*(e[-+]?\d+)?\s*$/i.test(value)) return value;
  const text = value.trim();
  const number = Number(text);
  if (!Number.isFinite(number)) return value;
  return /[.e]/i.test(text) ? float(number) : int(text.replace(/^\+/, ""));
}

/** A row with what is said of it anew: nulls say nothing, texts that are numbers become numbers (`_update_dictionary`). */
export function updatedRow(before: JsonObject, value: JsonObject): JsonObject {
  const changes = entries(value)
    .filter(([, it]) => it !== null)
    .map(([name, it]) => {
      const held = before[name];
      return [name, isObject(it) && isObject(held) ? { ...held, ...it } : numbered(it)] as const;
    });
  return object([...entries(before), ...changes]);
}

/** A row under a shorter or a plainer name: what a name with stray parts means. */
function kindred(key: string, provider: string, world: ModelWorld): JsonObject | undefined {
  const { facts, providers } = world;
  const segments = key.split("/");
  const stop = segments.findIndex((segment) => providers.find(segment) === undefined);
  const strays = Math.min(stop < 0 ? segments.length - 1 : stop, segments.length - 1);
  const shorter = Array.from({ length: strays }, (_, at) => segments.slice(at + 1).join("/"));
  const base = shorter.at(-1) ?? key;
  const rules = rulesOf(world);
  const plainer = [...rules.strippers, provider].map((it) => rules.stripped(base, it)).filter((it) => it !== base);
  return [...shorter, ...plainer]
    .map((name) => facts.row(name))
    .find((row) => (row?.litellm_provider ?? null) !== null);
}

interface Start {
  readonly key: string;
  readonly row: JsonObject;
}

function unlisted(key: string, value: JsonObject, world: ModelWorld): Start {
  const provider = typeof value.litellm_provider === "string" ? value.litellm_provider : "";
  const model = kindred(key, provider, world);
  const cached = CACHE_PRICES.flatMap((field) => {
    const price = model?.[field] ?? null;
    return (value[field] ?? null) === null && price !== null ? [[field, price] as const] : [];
  });
  return { key, row: { ...familyInfo(world.facts.families, key), ...object(cached) } };
}

function startOf(key: string, value: JsonObject, world: ModelWorld): Start {
  const found = modelInfo({ model: key }, world);
  if (!found.found || world.facts.row(found.info.key) === undefined) return unlisted(key, value, world);
  return { key: found.info.key, row: infoFields(found.info) };
}

/** What of a known row is carried over: not the zeros that stand for absent prices, nor a provider nobody knows. */
function carried({ key, row }: Start, value: JsonObject, { facts }: ModelWorld): JsonObject {
  const raw = facts.row(key) ?? {};
  const isMadeUp = (field: string): boolean =>
    (TOKEN_PRICES as readonly string[]).includes(field) && raw[field] === undefined && value[field] === undefined;
  return object(
    entries(row).filter(([field, it]) => !isMadeUp(field) && (field !== "litellm_provider" || it !== null)),
  );
}

/** Facts with rows registered so far: LiteLLM's `register_model`, field by field. The facts given stay as they are. */
export function registerModels(rows: JsonObject, world: ModelWorld): ModelFacts {
  const { under = world.facts, registered = new Map<string, JsonObject>() } = world.facts;
  const overlay = new Map(registered);
  const own = { ...world, facts: overlaid(under, overlay) };
  for (const [key, value] of entries(rows)) {
    if (!isObject(value)) continue;
    const start = startOf(key, value, own);
    overlay.set(start.key, { ...own.facts.row(start.key), ...updatedRow(carried(start, value, own), value) });
  }
  return own.facts;
}
