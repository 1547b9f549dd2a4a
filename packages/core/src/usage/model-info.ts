import { entries, type Json, type JsonObject, object } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { words } from "../params/words.ts";
import { familyFill, familyInfo } from "./model-families.ts";
import { INFO_FIELDS } from "./model-info-data.ts";
import { type ModelAsked, type ModelNames, type ModelWorld, modelNames, rulesOf } from "./model-names.ts";

/** What a price map knows of a model: LiteLLM's fields, those that are null left out. */
export interface ModelInfo {
  /** The name of the row. */
  readonly key: string;
  readonly row: JsonObject;
}

export type ModelLookup =
  | { readonly found: true; readonly info: ModelInfo }
  | { readonly found: false; readonly text: string };

const FIELDS: ReadonlySet<string> = new Set(words(INFO_FIELDS));
const ABOVE = /_above_\d+k?_tokens(?:_batches)?$/;
const BACKFILLED: ReadonlySet<Json> = new Set(["chat", "responses"]);

function notMapped({ model, provider }: ModelAsked): ModelLookup {
  const named = provider ?? "None";
  const text = `This model isn't mapped yet. model=${model}, custom_llm_provider=${named}. Add it here - https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json.`;
  return { found: false, text };
}

function rowOf({ names, provider }: ModelNames, world: ModelWorld): ModelInfo | undefined {
  const { facts } = world;
  for (const name of names) {
    const key = facts.spelling(name);
    const row = key === undefined ? undefined : facts.row(key);
    if (key === undefined || row === undefined) continue;
    const owner = row.litellm_provider ?? null;
    const isServed =
      !provider || typeof owner !== "string" || owner === provider || rulesOf(world).serves(owner, provider);
    if (isServed) return { key, row };
  }
  return undefined;
}

function filled({ key, row }: ModelInfo, { facts }: ModelWorld): ModelInfo {
  const { mode = "chat", litellm_provider: owner } = row;
  if (!BACKFILLED.has(mode) || typeof owner !== "string" || owner === "") return { key, row };
  return { key, row: { ...familyFill(facts.families, { model: key, provider: owner }), ...row } };
}

/** What holds for a model's family, if no name of it is in the map at all. */
function fromFamily({ names, provider }: ModelNames, { facts }: ModelWorld): ModelInfo | undefined {
  if (names.some((name) => facts.spelling(name) !== undefined)) return undefined;
  for (const key of names) {
    const row = familyInfo(facts.families, key);
    if (row !== undefined) return { key, row: provider === undefined ? row : { ...row, litellm_provider: provider } };
  }
  return undefined;
}

/** Leaves what `get_model_info` tells: its own fields, and prices above any number of tokens. */
function told({ key, row }: ModelInfo, provider: string | undefined): ModelInfo {
  const members = entries(row).filter(([name, value]) => value !== null && (FIELDS.has(name) || ABOVE.test(name)));
  const { litellm_provider: owner = provider ?? null } = row;
  const free: JsonObject = { input_cost_per_token: 0, output_cost_per_token: 0 };
  return { key, row: { ...free, ...object(members), litellm_provider: owner } };
}

/** What a price map knows of a model, by LiteLLM's rules (`_get_model_info_helper`); a missing price per token is 0. */
export function modelInfo(asked: ModelAsked, world: ModelWorld): ModelLookup {
  const rules = rulesOf(world);
  const renamed = rules.renamed(asked, world.facts);
  const { model } = renamed;
  const names = modelNames(
    { model, provider: truthy(renamed.provider) ? renamed.provider : rules.declared(model) },
    world,
  );
  const unlisted = names.provider === undefined ? undefined : rules.unlisted(model, names.provider);
  if (unlisted !== undefined) return { found: true, info: { key: String(unlisted.key ?? model), row: unlisted } };
  const row = rowOf(names, world);
  const found = row === undefined ? fromFamily(names, world) : filled(row, world);
  if (found === undefined) return notMapped({ model, provider: names.provider });
  return { found: true, info: told(found, names.provider) };
}

/** Every field in LiteLLM's order, nulls where nothing is known. */
export function infoFields({ key, row }: ModelInfo): JsonObject {
  const above = entries(row).filter(([name]) => !FIELDS.has(name));
  const known = words(INFO_FIELDS).map((name) => [name, name === "key" ? key : (row[name] ?? null)] as const);
  return object([...known, ...above]);
}
