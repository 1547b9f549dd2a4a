import { type Json, object, pythonDumps } from "@lintel/core/json";
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import type { Placed } from "./placed.ts";
import { plainScalar, taggedScalar } from "./yaml-scalar.ts";

/** What a document's nodes are read with. */
export interface NodeReading {
  readonly document: Document;
  readonly file: string;
  lineOf(offset: number): number;
  /** Tells what is wrong with what stands in this line. */
  problem(message: string, line: number): void;
  /** Tells what may be used, and may not be meant, in this line. */
  warning(message: string, line: number): void;
  /** What was read already; undefined while it is being read. */
  readonly seen: Map<Node, Placed | undefined>;
}

/** A node as PyYAML's `safe_load` makes it: merge keys merged, of equal keys the last value at the first one's place. */
export function placedNode(node: unknown, reading: NodeReading): Placed {
  if (!isKnown(node)) return { value: null, place: { file: reading.file, line: 1 } };
  if (reading.seen.has(node)) return reading.seen.get(node) ?? refused(node, "holds itself", reading);
  reading.seen.set(node, undefined);
  const made = isAlias(node) ? aliased(node, reading) : read(node, reading);
  reading.seen.set(node, made);
  return made;
}

function isKnown(node: unknown): node is Node {
  return isAlias(node) || isScalar(node) || isMap(node) || isSeq(node);
}

function aliased(node: Alias, reading: NodeReading): Placed {
  const source = node.resolve(reading.document);
  return source === undefined
    ? refused(node, "names an anchor that is not there; a text that begins with * is quoted", reading)
    : placedNode(source, reading);
}

const COLLECTIONS = new Set([undefined, "!", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"]);

// What stands there may be a key that begins so: it is not told.
const UNREAD = "has a tag that is not read; a text that begins with ! is quoted";

function read(node: Exclude<Node, Alias>, reading: NodeReading): Placed {
  if (isScalar(node)) return { value: scalar(node, reading), place: place(node, reading) };
  if (!COLLECTIONS.has(node.tag)) return refused(node, UNREAD, reading);
  if (isMap(node)) return mapping(node, reading);
  const items = node.items.map((item) => placedNode(item, reading));
  return { value: items.map(({ value }) => value), place: place(node, reading), items };
}

function scalar(node: Scalar, reading: NodeReading): Json {
  const text = node.source ?? "";
  if (node.tag === undefined) return node.type === "PLAIN" || node.type === undefined ? plainScalar(text) : text;
  const value = taggedScalar(node.tag, text);
  if (value !== undefined) return value;
  return refused(node, UNREAD, reading).value;
}

type Member = readonly [key: string, value: Placed];

function mapping(node: YAMLMap, reading: NodeReading): Placed {
  const own = node.items.filter(({ key }) => !isMerge(key));
  const written = own.map(({ key, value }): Member => [keyText(key, reading), placedNode(value, reading)]);
  const last = new Map(written);
  for (const [key, { place: at }] of written.filter(([key, value]) => last.get(key) !== value))
    reading.warning(`${key} is there again further down, and that one counts`, at.line);
  const members = new Map([
    ...node.items.filter(({ key }) => isMerge(key)).flatMap(({ value }) => merged(value, reading)),
    ...written,
  ]);
  const value = object([...members].map(([key, member]) => [key, member.value] as const));
  return { value, place: place(node, reading), members };
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.source === "<<" && key.tag === undefined;
}

function merged(node: unknown, reading: NodeReading): readonly Member[] {
  const { members, items, place: at } = placedNode(node, reading);
  const sources = members === undefined ? items?.map((item) => item.members).toReversed() : [members];
  if (sources?.every((source) => source !== undefined) === true)
    return sources.flatMap((source) => [...(source ?? [])]);
  reading.problem("what is merged is no mapping", at.line);
  return [];
}

function keyText(node: unknown, reading: NodeReading): string {
  const { value, place: at, members, items } = placedNode(node, reading);
  if (members !== undefined || items !== undefined) reading.problem("a key is a mapping or a list", at.line);
  return typeof value === "string" ? value : pythonDumps(value);
}

function place(node: Node, { file, lineOf }: NodeReading): Placed["place"] {
  return { file, line: lineOf(node.range?.[0] ?? 0) };
}

function refused(node: Node, why: string, reading: NodeReading): Placed {
  const at = place(node, reading);
  reading.problem(`a value ${why}`, at.line);
  return { value: null, place: at };
}
