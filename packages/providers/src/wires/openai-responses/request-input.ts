import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { replayedReasoning } from "../../response/index.ts";
import { withoutCacheMarkers } from "../../tool-schemas/index.ts";
import type { Lose } from "../translation.ts";
import type { ResponsesVendor } from "./types.ts";

/** What is done to an input before it is sent. */
export interface InputRules extends Pick<ResponsesVendor, "itemIds"> {
  /** Whether everything named like a cache marker goes, the caller's own data too. */
  readonly isBlind: boolean;
  readonly lose: Lose;
}

interface Place {
  readonly at: string;
  readonly lose: Lose;
}

/** Members of a reasoning item that the API takes no null for. */
const NULLABLE: ReadonlySet<string> = new Set(["status", "content", "encrypted_content"]);

function without(item: JsonObject, gone: (name: string, value: Json) => boolean): JsonObject {
  const kept = entries(item).filter(([name, value]) => !gone(name, value));
  return kept.length === entries(item).length ? item : object(kept);
}

function reasoning(item: JsonObject): JsonObject {
  return replayedReasoning(item) ?? without(item, (name, value) => value === null && NULLABLE.has(name));
}

/** A call without an id that the API would refuse, and without the namespace it does not know. */
function call(item: JsonObject, { itemIds = {}, at, lose }: InputRules & Place): JsonObject {
  const { type, id } = item;
  const prefix = typeof type === "string" && Object.hasOwn(itemIds, type) ? itemIds[type] : undefined;
  const isForeign = prefix !== undefined && typeof id === "string" && !id.startsWith(prefix);
  if (isForeign)
    lose({ pointer: child(at, "id"), action: "dropped", reason: `an id of such an item begins with ${prefix}` });
  const isNamed = type === "custom_tool_call" && item.namespace !== undefined;
  if (isNamed)
    lose({
      pointer: child(at, "namespace"),
      action: "dropped",
      reason: "the API takes none on a call of a custom tool",
    });
  if (!isForeign && !isNamed) return item;
  return without(item, (name) => (isForeign && name === "id") || (isNamed && name === "namespace"));
}

/** An input as it is sent: what LiteLLM puts right of a conversation that goes back. */
export function toInput(input: Json, rules: InputRules): Json {
  if (!isArray(input)) return input;
  return input.map((item, index) => {
    if (!isObject(item)) return item;
    const at = child("/input", index);
    const read = item.type === "reasoning" ? reasoning(item) : item;
    const unmarked = withoutCacheMarkers(read, { at, lose: rules.lose, isBlind: rules.isBlind });
    return call(unmarked, { ...rules, at });
  });
}
