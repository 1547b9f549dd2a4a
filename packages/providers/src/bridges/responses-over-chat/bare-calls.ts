import type { Json, JsonObject } from "@lintel/core/json";
import { printedSearch } from "../../response/index.ts";
import { searchEvents, searchesIn } from "./event-searches.ts";
import * as told from "./event-shapes.ts";
import type { Passage } from "./passage.ts";
import { callDeltas, callFinder, piecesOf, streamedCall } from "./stream-calls.ts";

type Next = () => number;

/** The calls of a stream as LiteLLM tells them: the first place in the output is the message's, whether there is one or not. */
export interface BareCalls {
  nextIndex(): number;
  /** Keeps a place for each search the provider makes. */
  reserve(fields: JsonObject): void;
  take(calls: Json | undefined, next: Next): readonly JsonObject[];
  finish(calls: Json | undefined, next: Next): readonly JsonObject[];
}

export function bareCalls(passage: Passage): BareCalls {
  const find = callFinder();
  const places = new Map<string, number>();
  const said = new Map<string, string>();
  const items = new Map<string, string>();
  const searches = new Map<string, JsonObject>();
  let free = 1;

  function nextIndex(): number {
    free += 1;
    return free - 1;
  }

  function placeOf(id: string): number {
    const index = places.get(id) ?? nextIndex();
    places.set(id, index);
    return index;
  }

  function open(id: string, name: string, next: Next): readonly JsonObject[] {
    if (items.has(id)) return [];
    const item = streamedCall({ id, name, args: "" }, "in_progress", passage);
    items.set(id, String(item.id));
    said.set(id, "");
    next();
    return [told.itemAdded(placeOf(id), item)];
  }

  function deltas(id: string, args: string, next: Next): readonly JsonObject[] {
    said.set(id, `${said.get(id) ?? ""}${args}`);
    return piecesOf(args).map((delta) => {
      next();
      return told.argumentsDelta({ index: placeOf(id), id: items.get(id) ?? id, delta });
    });
  }

  function searched(id: string, call: JsonObject, next: Next): readonly JsonObject[] {
    const item = printedSearch(call);
    if (item === undefined) return [];
    const index = placeOf(id);
    const events = searchEvents(index, item, {});
    const numbers = events.map(next);
    return events.map((event, at) =>
      at + 1 < events.length ? event : { ...event, sequence_number: numbers[at] ?? 0 },
    );
  }

  function whole({ id, name, args }: { id: string; name: string; args: string }, next: Next): readonly JsonObject[] {
    const opened = open(id, name, next);
    const before = said.get(id) ?? "";
    const final = args === "" ? before : args;
    const late = deltas(id, final.slice(before.length), next);
    const place = { index: placeOf(id), id: items.get(id) ?? id };
    next();
    const done = told.argumentsDone({ ...place, text: final });
    const item = { ...streamedCall({ id, name, args: final }, "completed", passage), id: place.id };
    return [...opened, ...late, done, told.itemDone(place.index, next(), item)];
  }

  return {
    nextIndex,
    reserve(fields) {
      for (const call of searchesIn(fields)) {
        const id = String(call.id ?? "").replace(/^ws_/, "");
        if (id === "") continue;
        placeOf(id);
        searches.set(id, call);
      }
    },
    take: (calls, next) =>
      callDeltas(calls).flatMap((delta) => {
        const id = find(delta);
        if (id === "" || searches.has(id)) return [];
        return [...open(id, delta.name, next), ...deltas(id, delta.args, next)];
      }),
    finish: (calls, next) =>
      callDeltas(calls).flatMap(({ id, name, args }) => {
        const search = searches.get(id);
        if (id === "") return [];
        return search === undefined ? whole({ id, name, args }, next) : searched(id, search, next);
      }),
  };
}
