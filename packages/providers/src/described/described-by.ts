import { resolveModel } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { updatedRow } from "@lintel/core/pricing";
import { directory } from "../directory/directory.ts";
import type { Described } from "./undescribed.ts";

/** Fields of a row of the price map, under a name that somebody gives the model. */
export interface DescribedModel {
  readonly name: string;
  readonly row: JsonObject;
}

/** Descriptions found by whose model it is, or by any name it goes by. */
export interface Descriptions {
  readonly described: Described;
  said(name: string): JsonObject | undefined;
}

function ownName(provider: string, model: string): string {
  return `${provider}/${model}`.toLowerCase();
}

function meant(name: string): string {
  const found = resolveModel({ model: name, env: {} }, directory);
  return found.resolved && found.provider !== undefined ? ownName(found.provider, found.model) : name;
}

/** Descriptions by whose model a name means: of one model all are one, the later before the earlier. */
export function describedBy(models: readonly DescribedModel[]): Descriptions {
  const rows = new Map<string, JsonObject>();
  for (const { name, row } of models) {
    const own = meant(name);
    rows.set(own, updatedRow(rows.get(own) ?? {}, row));
  }
  return {
    described: (provider, model) => rows.get(ownName(provider, model)),
    said: (name) => rows.get(meant(name)),
  };
}
