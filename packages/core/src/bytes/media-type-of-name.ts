import { EXTENSIONS_BY_MEDIA_TYPE } from "./media-type-table.ts";

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries(EXTENSIONS_BY_MEDIA_TYPE).flatMap(([mediaType, extensions]) =>
    extensions.split(" ").map((extension) => [`.${extension}`, mediaType] as const),
  ),
);

/** Suffixes that stand for two. */
const SUFFIXES: ReadonlyMap<string, string> = new Map([
  [".svgz", ".svg.gz"],
  [".tgz", ".tar.gz"],
  [".taz", ".tar.gz"],
  [".tz", ".tar.gz"],
  [".tbz2", ".tar.bz2"],
  [".txz", ".tar.xz"],
]);

const COMPRESSIONS: ReadonlySet<string> = new Set([".gz", ".Z", ".bz2", ".xz", ".br"]);

function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const dot = base.lastIndexOf(".");
  return dot === -1 || /^\.*$/.test(base.slice(0, dot)) ? "" : base.slice(dot);
}

/** The media type a file's name tells, as Python's `mimetypes` reads it; undefined if it tells none. */
export function mediaTypeOfName(name: string): string | undefined {
  const last = extensionOf(name);
  const expanded = SUFFIXES.get(last.toLowerCase());
  const full = expanded === undefined ? name : name.slice(0, name.length - last.length) + expanded;
  const extension = extensionOf(full);
  const inner = COMPRESSIONS.has(extension) ? extensionOf(full.slice(0, -extension.length)) : extension;
  return MEDIA_TYPES.get(inner.toLowerCase());
}
