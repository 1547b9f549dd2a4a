import type { JsonObject } from "@lintel/core/json";

/** Flags of a query; undefined where none is given. */
export type Flags<Name extends string> = Readonly<Partial<Record<Name, boolean>>>;

export type FlagsRead<Name extends string> =
  | { readonly ok: true; readonly value: Flags<Name> }
  | { readonly ok: false; readonly detail: JsonObject };

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "y", "on", "yes", "true"].map((word) => [word, true] as const),
  ...["0", "f", "n", "no", "off", "false"].map((word) => [word, false] as const),
]);

function problem(name: string, input: string): JsonObject {
  const msg = "Input should be a valid boolean, unable to interpret input";
  return { type: "bool_parsing", loc: ["query", name], msg, input };
}

/** Reads flags as FastAPI does: the last of each, in pydantic's words of yes and no. */
export function readFlags<const Name extends string>(query: URLSearchParams, names: readonly Name[]): FlagsRead<Name> {
  const given = names.flatMap((name) => {
    const text = query.getAll(name).at(-1);
    return text === undefined ? [] : [{ name, text, flag: WORDS.get(text.toLowerCase()) }];
  });
  const odd = given.filter(({ flag }) => flag === undefined).map(({ name, text }) => problem(name, text));
  if (odd.length > 0) return { ok: false, detail: { detail: odd } };
  return { ok: true, value: Object.fromEntries(given.map(({ name, flag }) => [name, flag])) as Flags<Name> };
}
