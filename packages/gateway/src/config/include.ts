import { dirname, resolve } from "node:path";
import { isArray, object } from "@lintel/core/json";
import type { Placed } from "./placed.ts";

/** Reads one file; a text is the reason why it cannot be used. */
export type ReadDocument = (path: string) => Promise<Placed | { readonly problems: readonly string[] }>;

/** Whether a file is there. */
export type IsThere = (path: string) => Promise<boolean>;

/** A configuration with everything it includes, and the files it came from in the order they were read. */
export type Included =
  | {
      readonly ok: true;
      readonly root: Placed;
      readonly files: readonly string[];
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[]; readonly files: readonly string[] };

interface Pending {
  readonly entry: string;
  readonly declaredIn: string;
  readonly line: number;
}

/** Merges included files breadth first, each once, lists appended and all else overridden, as LiteLLM's `resolve_includes` does. */
export async function withIncludes(
  main: string,
  { read, isThere }: { readonly read: ReadDocument; readonly isThere: IsThere },
): Promise<Included> {
  const files = [main];
  const warnings: string[] = [];
  const first = await read(main);
  if ("problems" in first) return { ok: false, problems: first.problems, files };
  const entries = includeEntries(first, main);
  if ("problems" in entries) return { ok: false, problems: entries.problems, files };
  let root = first;
  const pending: Pending[] = [...entries];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const file = await located(next, { main, isThere, warnings });
    if (files.includes(file)) continue;
    files.push(file);
    const included = await read(file);
    if ("problems" in included) {
      const from = `${next.declaredIn}:${next.line}: what is included cannot be used`;
      return { ok: false, problems: [from, ...included.problems], files };
    }
    if (included.value !== null && included.members === undefined)
      return { ok: false, problems: [`${file}: an included file must be a mapping`], files };
    const more = includeEntries(included, file);
    if ("problems" in more) return { ok: false, problems: more.problems, files };
    root = merged(root, included);
    pending.push(...more);
  }
  return { ok: true, root, files, warnings };
}

async function located(
  { entry, declaredIn }: Pending,
  { main, isThere, warnings }: { readonly main: string; readonly isThere: IsThere; readonly warnings: string[] },
): Promise<string> {
  const beside = resolve(dirname(declaredIn), entry);
  const besideMain = resolve(dirname(main), entry);
  if (beside === besideMain || !(await isThere(besideMain))) return beside;
  if (await isThere(beside)) {
    warnings.push(`${declaredIn}: include ${entry} means ${beside}; ${besideMain} is not read`);
    return beside;
  }
  warnings.push(`${declaredIn}: include ${entry} is not beside it; ${besideMain} is read`);
  return besideMain;
}

function includeEntries(root: Placed, file: string): readonly Pending[] | { readonly problems: readonly string[] } {
  const include = root.members?.get("include");
  if (include === undefined) return [];
  const { value, place } = include;
  if (!isArray(value) || !value.every((entry) => typeof entry === "string"))
    return { problems: [`${file}:${place.line}: include must be a list of file paths`] };
  return value.map((entry) => ({ entry, declaredIn: file, line: place.line }));
}

function merged(base: Placed, included: Placed): Placed {
  const members = new Map(base.members);
  for (const [key, member] of included.members ?? []) members.set(key, appended(base.members?.get(key), member));
  const value = object([...members].map(([key, member]) => [key, member.value] as const));
  return { ...base, value, members };
}

function appended(base: Placed | undefined, included: Placed): Placed {
  if (base?.items === undefined || included.items === undefined) return included;
  const items = [...base.items, ...included.items];
  return { value: items.map(({ value }) => value), place: base.place, items };
}
