import type { JsonObject } from "@lintel/core/json";
import type { ResultPlace } from "./request-tool-result.ts";

/** Where an assistant's message stands, and the ids of the calls that were made in the same turn. */
export interface AssistantPlace extends ResultPlace {
  readonly ids: Set<string>;
}

/** Calls whose ids were not there yet: the same call twice is refused. */
export function unheard(blocks: readonly JsonObject[], { ids }: Pick<AssistantPlace, "ids">): readonly JsonObject[] {
  return blocks.filter(({ id }) => {
    if (typeof id !== "string" || id === "") return true;
    const isNew = !ids.has(id);
    ids.add(id);
    return isNew;
  });
}
