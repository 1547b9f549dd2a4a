import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";

interface Found {
  readonly title: string;
  readonly url: string;
  readonly snippet: string;
}

/** A search's results without the seal that only the API's own search can put on them, or why it failed. */
type Results =
  | { readonly failed: false; readonly found: readonly Found[] }
  | { readonly failed: true; readonly code: string };

/** A member that has to be a text where it is there at all. */
function text(value: JsonObject, name: string): string | undefined {
  const member = value[name];
  return member === undefined ? "" : typeof member === "string" ? member : undefined;
}

function foundOf(result: Json): (Found & { readonly seal: string }) | undefined {
  if (!isObject(result) || result.type !== "web_search_result") return undefined;
  const [title, url, snippet, seal] = ["title", "url", "snippet", "encrypted_content"].map((name) =>
    text(result, name),
  );
  if (title === undefined || url === undefined || snippet === undefined || seal === undefined) return undefined;
  return { title, url, snippet, seal };
}

function resultsOf(content: Json | undefined): Results | undefined {
  if (isArray(content)) {
    const found = content.map(foundOf);
    const known = found.filter((it) => it !== undefined);
    return known.length < found.length || known.some(({ seal }) => seal !== "")
      ? undefined
      : { failed: false, found: known };
  }
  if (!isObject(content) || content.type !== "web_search_tool_result_error") return undefined;
  const code = text(content, "error_code");
  return code === undefined ? undefined : { failed: true, code };
}

function unsealed(block: Json): { readonly id: string; readonly results: Results } | undefined {
  if (!isObject(block) || block.type !== "web_search_tool_result") return undefined;
  const results = resultsOf(block.content);
  return typeof block.tool_use_id !== "string" || results === undefined
    ? undefined
    : { id: block.tool_use_id, results };
}

function queryOf(block: Json): { readonly id: string; readonly query: string } | undefined {
  if (!isObject(block) || block.type !== "server_tool_use" || typeof block.id !== "string") return undefined;
  const { input = {} } = block;
  const query = isObject(input) ? text(input, "query") : undefined;
  return query === undefined ? undefined : { id: block.id, query };
}

function told(query: string, results: Results): string {
  const header = query === "" ? "Web search results:" : `Web search results for '${query}':`;
  if (results.failed) return `${header}\n\nSearch failed: ${results.code || "unavailable"}`;
  if (results.found.length === 0) return `${header}\n\nNo results were returned.`;
  const body = results.found
    .map(({ title, url, snippet }) =>
      [title && `Title: ${title}`, url && `URL: ${url}`, snippet && `Snippet: ${snippet}`].filter(Boolean).join("\n"),
    )
    .join("\n\n");
  return body === "" ? header : `${header}\n\n${body}`;
}

/** A block of a message's content, and its JSON pointer in what the caller gave. */
export interface PlacedBlock {
  readonly block: Json;
  readonly place: string;
}

/** Replayed web searches whose results the API did not seal, as plain text: it would refuse them as they are. */
export function flattenSearches(content: readonly PlacedBlock[], lose: (loss: Loss) => void): readonly PlacedBlock[] {
  const answered = new Set(content.flatMap(({ block }) => unsealed(block)?.id ?? []));
  if (answered.size === 0) return content;
  const asked = content.flatMap(({ block }) => queryOf(block) ?? []);
  const queries = new Map(asked.map(({ id, query }) => [id, query]));
  const reason = "a search that the API did not make is sent as text";
  return content.flatMap((placed): readonly PlacedBlock[] => {
    const { block, place } = placed;
    const result = unsealed(block);
    const query = queryOf(block);
    if (result === undefined && (query === undefined || !answered.has(query.id))) return [placed];
    lose({ pointer: place, action: "converted", reason });
    if (result === undefined) return [];
    return [{ block: { type: "text", text: told(queries.get(result.id) ?? "", result.results) }, place }];
  });
}
