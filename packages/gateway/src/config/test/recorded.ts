import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import type { ConfigRead } from "../config.ts";
import { configOf } from "../config-of.ts";
import { withIncludes } from "../include.ts";
import { readYaml } from "../yaml-document.ts";

/** The lines of a fixture. */
export function recordedLines(path: string): readonly JsonObject[] {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line) => {
    const parsed = parse(line);
    return parsed.ok ? objectOf(parsed.value) : objectOf(null);
  });
}

export function objectOf(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Error("the fixture holds something else here");
  return value;
}

export function listOf(value: Json | undefined): readonly Json[] {
  if (!isArray(value)) throw new Error("the fixture holds something else here");
  return value;
}

export function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(value === undefined ? {} : objectOf(value)).flatMap(([name, text]) =>
      typeof text === "string" ? [[name, text]] : [],
    ),
  );
}

/** Reads a configuration whose files are texts, `config.yaml` the main one, in a folder `/config`. */
export async function readTexts(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<ConfigRead> {
  const texts = new Map(Object.entries(files).map(([name, text]) => [resolve("/config", name), text]));
  const included = await withIncludes("/config/config.yaml", {
    isThere: async (path) => texts.has(path),
    read: async (path) => {
      const text = texts.get(path);
      if (text === undefined) return { problems: [`${path}: cannot be read (ENOENT)`] };
      const read = readYaml(text, path);
      return read.ok ? read.root : read;
    },
  });
  if (!included.ok) return { read: "failed", problems: included.problems, files: included.files };
  return configOf(included.root, { env, files: included.files });
}
