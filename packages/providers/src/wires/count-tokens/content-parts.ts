import type { Loss } from "@lintel/core";
import { child, isObject, type Json, type JsonObject } from "@lintel/core/json";

type Role = "user" | "assistant";

const isTold = (value: Json | undefined): value is string => typeof value === "string" && value !== "";

function fromText({ text }: JsonObject): JsonObject {
  return { type: "input_text", text: typeof text === "string" ? text : "" };
}

function fromImage({ image_url: told = null }: JsonObject): JsonObject | undefined {
  const { url, detail } = isObject(told) ? told : { url: told };
  return isTold(url) ? { type: "input_image", image_url: url, detail: isTold(detail) ? detail : "auto" } : undefined;
}

function fromFile({ file = null }: JsonObject): JsonObject | undefined {
  const { filename, file_data: data } = isObject(file) ? file : {};
  return isTold(filename) && isTold(data) ? { type: "input_file", filename, file_data: data } : undefined;
}

function toPart(block: Json, role: Role): JsonObject | undefined {
  if (typeof block === "string") return { type: "input_text", text: block };
  if (!isObject(block)) return undefined;
  if (block.type === "text") return fromText(block);
  if (role !== "user") return undefined;
  if (block.type === "image_url") return fromImage(block);
  return block.type === "file" ? fromFile(block) : undefined;
}

/** A message's blocks as the Responses API counts them: joined where they are all text; what it is not asked about is lost. */
export function contentParts(
  content: readonly Json[],
  { role, at }: { readonly role: Role; readonly at: string },
): { readonly value: Json; readonly losses: readonly Loss[] } {
  const made = content.map((block) => toPart(block, role));
  const parts = made.filter((part) => part !== undefined);
  const place = child(at, "content");
  const losses = made.flatMap((part, index): readonly Loss[] =>
    part === undefined ? [{ pointer: child(place, index), action: "dropped", reason: "not counted by OpenAI" }] : [],
  );
  const isText = parts.every(({ type }) => type === "input_text");
  return { value: isText ? parts.map(({ text = "" }) => text).join("\n") : parts, losses };
}
