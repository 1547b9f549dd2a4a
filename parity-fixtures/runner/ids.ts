import { fromBase64, toBase64, uuid } from "@lintel/core";
import { fromLatin1, toLatin1 } from "./bytes.ts";

/** How many ids of one call are recognised. */
const IDS_PER_SEED = 1024;

const HEX8 = /[0-9a-f]{8}/g;
const HASHED = /\brs_-?\d{9,20}\b/g;
const INSIDE_RESPONSE_ID = /(?<=resp_)[A-Za-z0-9+/]{40,400}={0,2}/g;

/** The seed a scripted host gives as its n-th (from 0). */
export function seed(n: number): string {
  return (n + 1).toString(16).padStart(8, "0").repeat(4);
}

const tables = new Map<string, ReadonlyMap<string, string>>();

function tableOf(of: string): ReadonlyMap<string, string> {
  const known = tables.get(of);
  if (known !== undefined) return known;
  const ids = Array.from({ length: IDS_PER_SEED }, (_, n) => uuid(of, n));
  const table = new Map(ids.map((id) => [id.slice(0, 8), id] as const));
  tables.set(of, table);
  return table;
}

function sharedLength(text: string, at: number, form: string): number {
  let length = 8;
  while (length < form.length && text[at + length] === form[length]) length += 1;
  return length;
}

/** Numbers the ids of the given seeds by first appearance, as the recorder numbers LiteLLM's: whole, bare or cut short. */
export function renumbering(seeds: readonly string[]): (text: string) => string {
  const seen = new Map<string, number>();

  function numberOf(id: string): number {
    const known = seen.get(id);
    if (known !== undefined) return known;
    seen.set(id, seen.size + 1);
    return seen.size;
  }

  function ours(text: string): string {
    const pieces: string[] = [];
    let done = 0;
    for (const { 0: prefix, index } of text.matchAll(HEX8)) {
      const id = index < done ? undefined : seeds.map((it) => tableOf(it).get(prefix)).find((it) => it !== undefined);
      if (id === undefined) continue;
      const digits = numberOf(id).toString(16).padStart(4, "0");
      const numbered = `5eed${digits}-0000-4000-8000-00000000${digits}`;
      const dashed = sharedLength(text, index, id);
      const bare = sharedLength(text, index, id.replaceAll("-", ""));
      pieces.push(
        text.slice(done, index),
        dashed >= bare ? numbered.slice(0, dashed) : numbered.replaceAll("-", "").slice(0, bare),
      );
      done = index + Math.max(dashed, bare);
    }
    return done === 0 ? text : pieces.join("") + text.slice(done);
  }

  function unwrapped(wrapped: string): string {
    const bytes = fromBase64(wrapped);
    if (bytes === undefined) return wrapped;
    const inner = toLatin1(bytes);
    const outer = ours(inner);
    return inner === outer ? wrapped : toBase64(fromLatin1(outer));
  }

  return (text) =>
    ours(text.replace(HASHED, (hashed) => `rs_hash${numberOf(hashed)}`)).replace(INSIDE_RESPONSE_ID, unwrapped);
}
