import { pythonType, truthy } from "@lintel/core";
import { int, isArray, isFloat, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { pythonInt } from "../../ocr/python-int.ts";

/** The pages of a parsed document, or the words of what Python raises over its shape. */
export type Pages =
  | { readonly ok: true; readonly pages: readonly JsonObject[] }
  | { readonly ok: false; readonly message: string };

function noGet(value: Json): string | undefined {
  return isObject(value) ? undefined : `'${pythonType(value)}' object has no attribute 'get'`;
}

function noList(value: Json): string | undefined {
  if (isArray(value) || isObject(value) || typeof value === "string") return undefined;
  return `'${pythonType(value)}' object is not iterable`;
}

function first(problems: Iterable<string | undefined>): string | undefined {
  for (const problem of problems) if (problem !== undefined) return problem;
  return undefined;
}

/** What Python iterates over: a list's items, an object's keys, a text's characters; nothing for what counts as nothing. */
function items(value: Json | undefined): readonly Json[] {
  if (value === undefined || !truthy(value)) return [];
  if (isArray(value)) return value;
  return isObject(value) ? Object.keys(value) : Array.from(String(value));
}

function member(value: Json, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

function boxOf(block: Json): Json {
  const box = member(block, "bbox");
  return box !== undefined && truthy(box) ? box : {};
}

function blockProblem(block: Json): string | undefined {
  return noGet(block) ?? noGet(boxOf(block));
}

function chunkProblem(chunk: Json): string | undefined {
  const blocks = member(chunk, "blocks") ?? null;
  return noGet(chunk) ?? (truthy(blocks) ? noList(blocks) : undefined) ?? first(items(blocks).map(blockProblem));
}

/** What Python raises over the shape of a result, in LiteLLM's order. */
function shapeProblem(result: Json): string | undefined {
  const chunks = member(result, "chunks") ?? null;
  return noGet(result) ?? (truthy(chunks) ? noList(chunks) : undefined) ?? first(items(chunks).map(chunkProblem));
}

/** A page's number as `int()` makes it of what a box says; undefined where it is none. */
function pageNumber(page: Json): bigint | undefined {
  if (typeof page === "string") return pythonInt(page);
  if (typeof page === "boolean") return page ? 1n : 0n;
  if (isInt(page)) return BigInt(typeof page === "number" ? page : page.source);
  const size = isFloat(page) ? numeric(page) : undefined;
  return size !== undefined && Number.isFinite(size) ? BigInt(Math.trunc(size)) : undefined;
}

interface Placed {
  readonly page: bigint;
  readonly block: Json;
}

function placed(chunk: Json): readonly Placed[] {
  return items(member(chunk, "blocks")).flatMap((block) => {
    const page = pageNumber(member(boxOf(block), "page") ?? null);
    return page === undefined ? [] : [{ page, block }];
  });
}

/** The contents that say something, as paragraphs; or what Python raises over one that is no text. */
function paragraphs(parts: readonly Json[]): { readonly text: string } | { readonly wrong: string } {
  const contents = parts.flatMap((it) => {
    const content = member(it, "content") ?? null;
    return truthy(content) ? [content] : [];
  });
  const at = contents.findIndex((it) => typeof it !== "string");
  const odd = contents[at];
  if (odd !== undefined) return { wrong: `sequence item ${at}: expected str instance, ${pythonType(odd)} found` };
  return { text: contents.join("\n\n") };
}

function byPage(found: readonly Placed[]): Pages {
  const blocks = new Map<bigint, Json[]>();
  for (const { page, block } of found) {
    const own = blocks.get(page);
    if (own === undefined) blocks.set(page, [block]);
    else own.push(block);
  }
  const pages: JsonObject[] = [];
  for (const [page, own] of [...blocks].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const markdown = paragraphs(own);
    if ("wrong" in markdown) return { ok: false, message: markdown.wrong };
    pages.push({ index: page > 1n ? int(page - 1n) : 0, markdown: markdown.text, blocks: own });
  }
  return { ok: true, pages };
}

/** Pages put together of a result's chunks: by the page of each block, else all on one (`build_pages_from_reducto`). */
export function toPages(result: Json): Pages {
  const problem = shapeProblem(result);
  if (problem !== undefined) return { ok: false, message: problem };
  const chunks = items(member(result, "chunks"));
  const found = chunks.flatMap(placed);
  if (found.length > 0) return byPage(found);
  const markdown = paragraphs(chunks);
  if ("wrong" in markdown) return { ok: false, message: markdown.wrong };
  return { ok: true, pages: markdown.text === "" ? [] : [{ index: 0, markdown: markdown.text }] };
}
