import { pythonStr, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";

/** The address of a source, or its data as one; empty for one that has neither. */
export function urlOf(source: JsonObject): string {
  if (source.type === "url") return typeof source.url === "string" ? source.url : "";
  if (source.type !== "base64" || !truthy(source.data)) return "";
  const type = truthy(source.media_type) ? pythonStr(source.media_type) : "image/jpeg";
  return `data:${type};base64,${pythonStr(source.data)}`;
}

/** The image or document of a source as chat's image part; undefined for one that chat cannot be given. */
export function imagePart(source: Json | undefined): JsonObject | undefined {
  const url = isObject(source) ? urlOf(source) : "";
  return url === "" ? undefined : { type: "image_url", image_url: { url } };
}
