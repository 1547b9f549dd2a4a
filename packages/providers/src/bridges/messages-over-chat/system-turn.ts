import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { breakpointOf, drop, dropMembers, markerOf, type Placed, placed, type Way } from "./way.ts";

function textPart({ value, at }: Placed, way: Way): readonly JsonObject[] {
  if (!isObject(value) || value.type !== "text") {
    drop(way, at, "chat's system messages hold text only");
    return [];
  }
  dropMembers(way, { value, at }, ["citations"]);
  return [{ type: "text", text: value.text ?? "", ...markerOf(way, { value, at }), ...breakpointOf({ value, at }) }];
}

/** The request's system prompt as chat's first message. */
export function systemPrompt(system: Json | undefined, way: Way): readonly JsonObject[] {
  if (typeof system === "string" && system !== "") return [{ role: "system", content: system }];
  const parts = placed(system, "/system").flatMap((item) => textPart(item, way));
  return parts.length === 0 ? [] : [{ role: "system", content: parts }];
}

/** A system turn between others, where it stands. */
export function systemTurn({ content }: JsonObject, at: string, way: Way): readonly JsonObject[] {
  if (typeof content === "string") return content === "" ? [] : [{ role: "system", content }];
  if (!isArray(content)) return [];
  const parts = placed(content, `${at}/content`).flatMap((item) =>
    isObject(item.value) && item.value.type === "text" && !truthy(item.value.text) ? [] : textPart(item, way),
  );
  return parts.length === 0 ? [] : [{ role: "system", content: parts }];
}
