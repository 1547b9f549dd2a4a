import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { entries, type Json, type JsonObject, object } from "@lintel/core/json";
import { isObject, readLine } from "./case.ts";

/** Files of a stem in their order: request.http, request-2.http … */
function numbered(folder: string, stem: string): readonly string[] {
  const pattern = new RegExp(`^${stem}(?:-(\\d+))?\\.[a-z]+$`);
  const place = (name: string): number => Number(pattern.exec(name)?.[1] ?? 1);
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort((a, b) => place(a) - place(b))
    .map((name) => join(folder, name));
}

function base64(text: Uint8Array): string {
  return Buffer.from(text).toString("base64");
}

interface HttpFile {
  readonly first: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

function readHttp(file: string): HttpFile {
  const raw = readFileSync(file);
  const end = raw.indexOf("\n\n");
  const [first = "", ...lines] = raw
    .subarray(0, end < 0 ? raw.length : end)
    .toString("latin1")
    .split("\n");
  const headers = lines.map((line) => {
    const at = line.indexOf(": ");
    return [line.slice(0, at), line.slice(at + 2)] as const;
  });
  return { first, headers, body: end < 0 ? "" : base64(raw.subarray(end + 2)) };
}

function readReply(file: string): JsonObject {
  if (extname(file) === ".fail") return { fail: readFileSync(file, "utf8").trim() };
  if (extname(file) === ".sse") {
    const headers = { "content-type": "text/event-stream; charset=utf-8" };
    return { status: 200, headers, body_b64: base64(readFileSync(file)) };
  }
  const { first, headers, body } = readHttp(file);
  return {
    status: Number(first.split(" ")[1]),
    headers: headers.map(([name, value]) => [name, value]),
    body_b64: body,
  };
}

function readRequest(file: string): JsonObject {
  const { first, headers, body } = readHttp(file);
  const at = first.indexOf(" ");
  const named = headers.map(([name, value]) => [name, value]);
  return { method: first.slice(0, at), url: first.slice(at + 1), headers: named, body_b64: body };
}

function readText(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return undefined;
  }
}

function readObject(text: string | undefined): JsonObject {
  const value = text === undefined ? undefined : readLine(text);
  return isObject(value) ? value : {};
}

function readChunks(text: string | undefined): readonly Json[] | undefined {
  if (text === undefined) return undefined;
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  return lines.map((line) => (line.startsWith('"') ? (readLine(line) ?? line) : line));
}

/** A case folder in the packed form: call, replies and record as one value. */
export function readFolder(folder: string): JsonObject {
  const call = readObject(readText(folder, "call.json"));
  const record = entries(readObject(readText(folder, "record.json")));
  const chunks = readChunks(readText(folder, "chunks.jsonl"));
  const result = readText(folder, "output.json")?.replace(/\n$/, "");
  const fault = readText(folder, "fault.json");
  const provider = basename(dirname(folder));
  const id = [basename(dirname(dirname(folder))), provider, basename(folder)].join("/");
  const oracle = object([
    ["requests", numbered(folder, "request").map(readRequest)],
    ...(chunks === undefined ? [] : [["chunks", chunks] as const]),
    ...(result === undefined ? [] : [["result", result] as const]),
    ...(fault === undefined ? [] : [["exception", readObject(fault)] as const]),
    ...record.filter(([name]) => name !== "litellm"),
  ]);
  return object([
    ["id", id],
    ...record.filter(([name]) => name === "litellm"),
    ["provider", provider],
    ...entries(call),
    ["replies", numbered(folder, "reply").map(readReply)],
    ["oracle", oracle],
  ]);
}
