import { readFile } from "node:fs/promises";
import type { ModelFacts } from "@lintel/core";
import type { Unsupplied } from "@lintel/core/host";
import { fromUser, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import { factsFromMap } from "@lintel/core/pricing";
import type { PriceMap } from "./cost-types.ts";
import { toError } from "./errors.ts";
import { ownFault } from "./own-fault.ts";

type Found = { readonly supplied: true; readonly value: ModelFacts } | Unsupplied;

function isFacts(given: ModelFacts | PriceMap): given is ModelFacts {
  return typeof given.row === "function";
}

function fromJson(map: Json | undefined, name: string): Found {
  return isObject(map)
    ? { supplied: true, value: factsFromMap(map, { name }) }
    : { supplied: false, message: `${name} is no price map: it has to be an object of rows, by the names of models` };
}

async function fromFile(path: string): Promise<Found> {
  try {
    const read = parse(await readFile(path, "utf8"));
    return read.ok ? fromJson(read.value, path) : { supplied: false, message: `${path}: ${read.message}` };
  } catch (error) {
    return { supplied: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Facts as the client takes them: a map's file is read, and the map indexed, when the first price is asked for. */
export function factsOption(given: ModelFacts | PriceMap | string): ModelFacts | (() => Promise<Found>) {
  if (typeof given === "string") return () => fromFile(given);
  if (isFacts(given)) return given;
  return async () => {
    const taken = fromUser(given);
    return fromJson(taken.ok ? taken.value : undefined, "the map given");
  };
}

/** Rows as the client takes them; throws a `BadRequestError` over what has no JSON form. */
export function modelsOption(given: PriceMap): JsonObject {
  const taken = fromUser(given);
  if (taken.ok && isObject(taken.value)) return taken.value;
  const problem = taken.ok
    ? " has to be an object of rows, by the names of models"
    : `${taken.pointer}: ${taken.message}`;
  throw toError(ownFault("BadRequestError", `models${problem}`));
}
