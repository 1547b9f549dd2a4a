import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import { printedSearch } from "../../response/index.ts";
import * as told from "./event-shapes.ts";
import type { EventWriter } from "./event-writer.ts";

/** Searches that a provider makes itself, by the call they answer. */
export interface Searches {
  take(fields: JsonObject): void;
  isSearch(call: string): boolean;
  /** Tells all of them; their items, with their places. */
  close(): readonly (readonly [index: number, item: JsonObject])[];
}

const STEPS = ["in_progress", "searching", "completed"] as const;

export function searchesIn({ web_search_calls: held }: JsonObject): readonly JsonObject[] {
  const items = isObject(held) ? Object.values(held) : isArray(held) ? held : [];
  return items.filter(isObject);
}

/** A search's events from its beginning to its end; `begun` is what it begins with besides. */
export function searchEvents(index: number, item: JsonObject, begun: JsonObject): readonly JsonObject[] {
  const { id: item_id = null, type = null } = item;
  return [
    told.itemAdded(index, { id: item_id, type, status: "in_progress", ...begun }),
    ...STEPS.map((step) => ({ type: `response.web_search_call.${step}`, output_index: index, item_id })),
    told.itemDone(index, 0, item),
  ];
}

export function eventSearches({ tell, place }: EventWriter): Searches {
  const searches = new Map<string, JsonObject>();
  return {
    take(fields) {
      for (const call of searchesIn(fields)) searches.set(String(call.id ?? "").replace(/^ws_/, ""), call);
    },
    isSearch: (call) => searches.has(call),
    close: () =>
      [...searches.values()].flatMap((call) => {
        const item = printedSearch(call);
        if (item === undefined) return [];
        const index = place();
        for (const event of searchEvents(index, item, { action: item.action ?? null })) tell(event);
        return [[index, item] as const];
      }),
  };
}
