import { readFileSync } from "node:fs";
import { isObject, parse } from "@lintel/core/json";

/** This package's version: its package.json lies one folder up, in the source as in the build. */
export function version(): string {
  const read = parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const told = read.ok && isObject(read.value) ? read.value.version : undefined;
  return typeof told === "string" ? told : "unknown";
}
