import { type Json, type JsonObject, object } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";
import { numberOf } from "../config/number-of.ts";
import type { Snapshot } from "../snapshot.ts";

const LIMITS = ["max_input_tokens", "max_output_tokens"] as const;

type Facts = Readonly<Record<string, Json>>;

function limitOf(value: Json | undefined): number | undefined {
  const limit = numberOf(value);
  return limit === undefined ? undefined : Math.trunc(limit);
}

function widest(limits: readonly (number | undefined)[]): number | undefined {
  const told = limits.filter((limit) => limit !== undefined);
  return told.length === 0 ? undefined : Math.max(...told);
}

function first<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}

function modeOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function keyOf({ info, params }: Deployment): string | undefined {
  return [info.base_model, params.base_model, params.model].find((name) => typeof name === "string" && name !== "") as
    | string
    | undefined;
}

async function factsOf(snapshot: Snapshot, model: string): Promise<Facts> {
  const found = await snapshot.client.getModelInfo({ model });
  return { ...(found.outcome === "value" && found.value), ...snapshot.said(model) };
}

/** What LiteLLM's list of models tells of a name: its mode and limits, the configuration's before those that are known. */
export async function listedFacts(snapshot: Snapshot, name: string, target = name): Promise<JsonObject> {
  const members = snapshot.models.named(name);
  const own = await factsOf(snapshot, target);
  const keys = [...new Set(members.flatMap((member) => keyOf(member) ?? []))];
  const known = await Promise.all(keys.map(async (key) => [await factsOf(snapshot, key), own]));
  const candidates = known.length === 0 ? [[own]] : known;
  const configured = members[0]?.info.mode;
  const mode = modeOf(configured) ?? first(candidates.flat().map((facts) => modeOf(facts.mode)));
  const limits = LIMITS.map((field) => {
    const told = widest(members.map(({ info }) => limitOf(info[field])));
    return [field, told ?? widest(candidates.map((facts) => first(facts.map((it) => limitOf(it[field])))))] as const;
  });
  return object([
    ...(mode === undefined ? [] : [["mode", mode] as const]),
    ...limits.flatMap(([field, limit]) => (limit === undefined ? [] : [[field, limit] as const])),
  ]);
}
