import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { urlOf } from "../messages-over-chat/image-url.ts";

function textOf(value: Json | undefined, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

/** An image's address, or its data as one. */
export function imageUrl({ source = null }: JsonObject): string | undefined {
  const url = isObject(source) ? urlOf(source) : "";
  return url === "" ? undefined : url;
}

/** A document as an input file; undefined for one the Responses API cannot be given. */
export function filePart({ source = null, title }: JsonObject): JsonObject | undefined {
  if (!isObject(source)) return undefined;
  const { type, data, media_type: media, url } = source;
  if (type === "url") return typeof url === "string" && url !== "" ? { type: "input_file", file_url: url } : undefined;
  if (type !== "base64" || typeof data !== "string" || data === "") return undefined;
  return {
    type: "input_file",
    filename: textOf(title, "document.pdf"),
    file_data: `data:${textOf(media, "application/pdf")};base64,${data}`,
  };
}
