import type { Loss } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import { addedText, items, needed, type Trouble } from "./trouble.ts";

/** A tool call with its input. */
export interface ToolUse {
  readonly call: JsonObject;
  readonly name: Json;
  readonly input: Json;
}

/** What an answer's blocks say, by what LiteLLM makes of them. */
export interface Content {
  readonly text: string;
  readonly citations: readonly Json[];
  readonly thinking: readonly JsonObject[];
  readonly tools: readonly ToolUse[];
  readonly searches: readonly JsonObject[];
  readonly results: readonly JsonObject[];
  readonly compactions: readonly JsonObject[];
  readonly blocks: readonly JsonObject[];
}

interface Reading {
  readonly trouble: Trouble;
  readonly toolNames: Readonly<Record<string, string>>;
  lose(loss: Loss): void;
}

const SEARCHES: ReadonlySet<Json> = new Set(["web_search_tool_result", "web_fetch_tool_result"]);
const TOOLS: ReadonlySet<Json> = new Set(["tool_use", "server_tool_use"]);
const THINKING: ReadonlySet<Json> = new Set(["thinking", "redacted_thinking"]);

/** The caller's name of a tool. */
export function ownName(name: Json, names: Readonly<Record<string, string>>): Json {
  return typeof name === "string" && Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

function toolUse(block: JsonObject, index: number, { trouble, toolNames }: Reading): ToolUse {
  const id = needed(block, "id", trouble);
  const name = ownName(needed(block, "name", trouble), toolNames);
  const input = needed(block, "input", trouble);
  const called = { name, arguments: pythonDumps(input) };
  const { caller } = block;
  return {
    name,
    input,
    call: { id, type: "function", function: called, index, ...(caller !== undefined && { caller }) },
  };
}

function cited({ citations = null, text = "" }: JsonObject, { trouble }: Reading): readonly Json[] {
  if (citations === null) return [];
  const each = items(citations, trouble).map((citation) => {
    if (isObject(citation)) return { ...citation, supported_text: text };
    trouble.raise(`'${typeof citation === "string" ? "str" : "NoneType"}' object is not a mapping`);
    return null;
  });
  return [each];
}

function kindOf(block: JsonObject, { trouble }: Reading): string {
  const type = needed(block, "type", trouble);
  if (typeof type === "string") return type;
  trouble.raise(`'${type === null ? "NoneType" : "int"}' object has no attribute 'endswith'`);
  return "";
}

/** Whether nothing of a block goes over. */
function isLost(kind: string): boolean {
  const isResult = kind.endsWith("_tool_result") && kind !== "tool_search_tool_result";
  return !(isResult || kind === "text" || kind === "compaction" || TOOLS.has(kind) || THINKING.has(kind));
}

/** LiteLLM's `extract_response_content`. */
export function readContent(source: Json, reading: Reading): Content {
  const { trouble, lose } = reading;
  const given = items(source, trouble);
  const read = given.map((item) => {
    if (!isObject(item)) needed(item, "type", trouble);
    const block = isObject(item) ? item : {};
    return { block, kind: trouble.text() === undefined ? kindOf(block, reading) : "" };
  });
  const of = (isIt: (kind: string) => boolean): readonly JsonObject[] =>
    read.filter(({ kind }) => isIt(kind)).map(({ block }) => block);
  for (const [at, { kind }] of read.entries())
    if (isLost(kind))
      lose({ pointer: `/content/${at}`, action: "dropped", reason: `LiteLLM knows no place for ${kind}` });
  return {
    text: of((kind) => kind === "text").reduce((all, it) => all + addedText(needed(it, "text", trouble), trouble), ""),
    tools: read.flatMap(({ block, kind }, at) => (TOOLS.has(kind) ? toolUse(block, at, reading) : [])),
    citations: read.flatMap(({ block }) => cited(block, reading)),
    thinking: of((kind) => THINKING.has(kind)),
    searches: of((kind) => SEARCHES.has(kind)),
    results: of((kind) => kind.endsWith("_tool_result") && !SEARCHES.has(kind) && kind !== "tool_search_tool_result"),
    compactions: of((kind) => kind === "compaction"),
    blocks: isArray(source) ? source.filter(isObject) : [],
  };
}

/** What a model thought, all blocks together. */
export function reasoningOf(thinking: readonly JsonObject[], trouble: Trouble): string | undefined {
  if (thinking.length === 0) return undefined;
  return thinking.reduce((all, { thinking: it = null }) => (it === null ? all : all + addedText(it, trouble)), "");
}
