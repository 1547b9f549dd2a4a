import { pythonRepr } from "@lintel/core";
import { isArray, isFloat, isObject, type Json } from "@lintel/core/json";
import type { Problem } from "./notes.ts";

/** Pydantic's version as its messages link to it. */
const DOCS = "https://errors.pydantic.dev/2.14/v";
const SHOWN_BYTES = 50;
/** Pydantic's types of problems that have no page. */
const PAGELESS: ReadonlySet<string> = new Set(["sequence_str"]);

/** The name of a value's type in Python. */
export function pythonType(value: Json): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "string") return "str";
  if (isArray(value)) return "list";
  if (isObject(value)) return "dict";
  return isFloat(value) ? "float" : "int";
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

function shown(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= SHOWN_BYTES) return text;
  let head = SHOWN_BYTES / 2;
  while (isContinuation(bytes[head])) head--;
  let tail = bytes.length - SHOWN_BYTES / 2 + 1;
  while (isContinuation(bytes[tail])) tail++;
  const decoder = new TextDecoder();
  return `${decoder.decode(bytes.subarray(0, head))}...${decoder.decode(bytes.subarray(tail))}`;
}

function line({ at, type, message, input }: Problem): string {
  const told = `type=${type}, input_value=${shown(pythonRepr(input))}, input_type=${pythonType(input)}`;
  const place = at.length === 0 ? "" : `${at.join(".")}\n`;
  const page = PAGELESS.has(type) ? "" : `\n    For further information visit ${DOCS}/${type}`;
  return `${place}  ${message} [${told}]${page}`;
}

/** The text of the `ValidationError` pydantic raises for a model's problems. */
export function validationError(model: string, problems: readonly Problem[]): string {
  const plural = problems.length === 1 ? "" : "s";
  return [`${problems.length} validation error${plural} for ${model}`, ...problems.map(line)].join("\n");
}
