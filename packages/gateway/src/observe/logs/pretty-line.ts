import { isArray, isObject, type Json, type JsonObject, parse, pythonCompact } from "@lintel/core/json";

const COLOURS: Readonly<Record<string, string>> = { DEBUG: "2", INFO: "32", WARN: "33", ERROR: "31", FATAL: "31;1" };
const ESCAPE = "\u001b[";

/** Characters with which a caller's text could rewrite the terminal. */
const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;

function plain(text: string): string {
  return text.replace(CONTROLS, " ");
}

function shown(value: Json): string {
  if (typeof value === "string") return plain(value);
  if (isObject(value) || isArray(value)) return plain(pythonCompact(value));
  return pythonCompact(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function line({ message, level, timestamp, component: _, ...rest }: JsonObject, isColoured: boolean): string {
  const name = textOf(level).padEnd(5);
  const time = textOf(timestamp).slice(11, 23);
  const colour = COLOURS[textOf(level)];
  const label = isColoured && colour !== undefined ? `${ESCAPE}${colour}m${name}${ESCAPE}0m` : name;
  const members = Object.entries(rest).map(([key, value]) => `${key}=${shown(value)}`);
  return `${[time, label, plain(textOf(message)), ...members].join(" ")}\n`;
}

/** A JSON log line as text for people, on one line. */
export function prettyLine(json: string, isColoured: boolean): string {
  const parsed = parse(json);
  return parsed.ok && isObject(parsed.value) ? line(parsed.value, isColoured) : json;
}
