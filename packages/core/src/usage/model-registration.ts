import { entries, float, int, isObject, type Json, type JsonObject, object } from "../json/index.ts";
import { type FactsSource, factsFrom, type ModelFacts } from "./model-facts.ts";
import { familyInfo } from "./model-families.ts";
import { infoFields, modelInfo } from "./model-info.ts";
import { type ModelWorld, rulesOf } from "./model-names.ts";

const REGISTERED: FactsSource = { name: "registered" };
const TOKEN_PRICES = ["input_cost_per_token", "output_cost_per_token"] as const;
const CACHE_PRICES = [
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

function joined(before: JsonObject, value: JsonObject): JsonObject {
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

function withRow(facts: ModelFacts, key: string, row: JsonObject): ModelFacts {
  const isNew = facts.row(key) === undefined;
  return {
    ...factsFrom({
      source: facts.source,
      names: () => (isNew ? [...facts.names(), key] : facts.names()),
      row: (name) => (name === key ? row : facts.row(name)),
      families: () => facts.families,
    }),
    sourceOf: (name) => (name === key ? REGISTERED : facts.sourceOf(name)),
  };
}

/** Facts with rows added or overridden, field by field: LiteLLM's `register_model`. The facts given stay as they are. */
export function registerModels(rows: JsonObject, world: ModelWorld): ModelFacts {
  return entries(rows).reduce<ModelFacts>((facts, [key, value]) => {
    if (!isObject(value)) return facts;
    const own = { ...world, facts };
    const start = startOf(key, value, own);
    return withRow(facts, start.key, { ...facts.row(start.key), ...joined(carried(start, value, own), value) });
  }, world.facts);
}
