import { LineCounter, parseAllDocuments } from "yaml";
import { expandedSize } from "./expanded-size.ts";
import type { Placed } from "./placed.ts";
import { placedNode } from "./yaml-node.ts";

/** A file's one document, or what is wrong with it, each with file and line, and where it is no YAML with the column, too. */
export type YamlRead =
  | { readonly ok: true; readonly root: Placed; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Far more than any configuration has; aliases of aliases make as many out of a few lines. */
const MOST_VALUES = 1_000_000;

/** Reads YAML as PyYAML's `safe_load` does: version 1.1, its booleans, octal and sexagesimal numbers, merge keys. */
export function readYaml(text: string, file: string): YamlRead {
  const lines = new LineCounter();
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const placeOf = (offset: number): string => `${file}:${lineOf(offset)}:${Math.max(1, lines.linePos(offset).col)}`;
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    logLevel: "silent",
    prettyErrors: false,
    schema: "failsafe",
    uniqueKeys: false,
    version: "1.1",
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  const [document, further] = documents;
  if (document === undefined) return { ok: true, root: { value: null, place: { file, line: 1 } }, warnings: [] };
  const problems = documents.flatMap(({ errors }) =>
    errors.map((error) => `${placeOf(error.pos[0])}: ${withoutQuotes(error.message)}`),
  );
  if (further !== undefined) problems.push(`${file}:${lineOf(further.range[0])}: more than one document`);
  if (problems.length > 0) return { ok: false, problems };
  const problem = (message: string, line: number): void => {
    problems.push(`${file}:${line}: ${message}`);
  };
  const warnings: string[] = [];
  const warning = (message: string, line: number): void => {
    warnings.push(`${file}:${line}: ${message}`);
  };
  const root = placedNode(document.contents, { document, file, lineOf, problem, warning, seen: new Map() });
  if (problems.length === 0 && expandedSize(root, MOST_VALUES) === MOST_VALUES) problem("too many values", 1);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, root, warnings };
}

/** The parser quotes what it stumbles over, which may be a key. */
function withoutQuotes(message: string): string {
  return message.split(/[:"'`]/)[0] ?? message;
}
