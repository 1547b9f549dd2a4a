import { pythonRepr } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import type { Crossed } from "./crossed.ts";

/** Parts that stand in the Responses API's own words already. */
const NATIVE: ReadonlySet<Json> = new Set([
  "input_text",
  "input_image",
  "output_text",
  "refusal",
  "input_file",
  "computer_screenshot",
  "summary_text",
]);

const ASKING: ReadonlySet<Json> = new Set(["user", "system", "developer", "tool"]);

function textPart(text: Json, role: Json): JsonObject {
  return { type: ASKING.has(role) ? "input_text" : "output_text", text };
}

function imagePart({ image_url: given = null }: JsonObject, { raise }: Crossed): JsonObject {
  const { url = null, detail = null } = isObject(given) ? given : { url: typeof given === "string" ? given : null };
  if (url === null) return raise(`Invalid image URL: ${pythonRepr(given)}`);
  return { image_url: url, detail: detail === null || detail === "" ? "auto" : detail, type: "input_image" };
}

function filePart({ file = null }: JsonObject): JsonObject {
  const given = isObject(file) ? file : {};
  const names = ["file_id", "file_data", "filename"].filter((name) => Object.hasOwn(given, name));
  return object([["type", "input_file"], ...names.map((name) => [name, given[name] ?? null] as const)]);
}

/** Whose content it is, and its JSON pointer. */
export interface Place extends Crossed {
  readonly role: Json;
  readonly at: string;
}

function part(given: JsonObject, { role, at, ...crossed }: Place): readonly JsonObject[] {
  const { type = null } = given;
  switch (type) {
    case "text":
      return [textPart(given.text ?? "", role)];
    case "image_url":
      return [imagePart(given, crossed)];
    case "image":
      return [object([["type", "input_image"], ...entries(given)])];
    case "file":
      return [filePart(given)];
    case "tool_reference":
      crossed.lose({ pointer: at, action: "dropped", reason: "the Responses API knows no tool references" });
      return [];
    default:
      break;
  }
  if (NATIVE.has(type === null || type === "" ? "input_text" : type)) return [given];
  crossed.lose({ pointer: at, action: "converted", reason: "the Responses API knows no such part: it goes as a text" });
  return [textPart(Object.hasOwn(given, "text") ? pythonText(given.text ?? null) : pythonRepr(given), role)];
}

function pythonText(value: Json): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

/** A message's content as parts of the Responses API (`_convert_content_to_responses_format`). */
export function toParts(content: Json, place: Place): readonly JsonObject[] {
  const { role, at } = place;
  if (content === null) return [textPart("", role)];
  if (!isArray(content)) return [textPart(pythonText(content), role)];
  return content.flatMap((each, index) => {
    if (typeof each === "string") return [textPart(each, role)];
    return isObject(each) ? part(each, { ...place, at: `${at}/${index}` }) : [];
  });
}
