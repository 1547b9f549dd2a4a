import type { Given, Need, Needs, Supplied } from "../need.ts";
import { Secret } from "../secret.ts";

/** What is there without a host. */
export interface Answers {
  readonly env: Readonly<Record<string, string | Secret>>;
  /** The call's own key answers a need for the vendor's key. */
  readonly key?: { readonly names: readonly string[]; readonly secret: Secret | undefined };
}

type SuppliedNow =
  | { readonly supplied: true; readonly given: Given<Needs> }
  | { readonly supplied: false; readonly message: string };

type Each =
  | { readonly supplied: true; readonly value: Supplied }
  | { readonly supplied: false; readonly message: string };

function secretFrom(names: readonly string[], { env, key }: Answers): Secret | undefined {
  if (key?.secret !== undefined && names.every((name) => key.names.includes(name))) return key.secret;
  const [name, found] =
    names.map((it) => [it, env[it]] as const).find(([, value]) => value !== undefined && value !== "") ?? [];
  if (found instanceof Secret) return found;
  return name === undefined || found === undefined ? undefined : new Secret(name, found);
}

function supplyOne(need: Need, answers: Answers): Each {
  if (need.need === "secret") return { supplied: true, value: secretFrom(need.names, answers) };
  if (need.need !== "bytes") return { supplied: false, message: `this call needs a host for its ${need.need}` };
  if (need.source.from === "url") return { supplied: false, message: "this call needs a host to fetch a document" };
  const { file, parameter = "file" } = need.source;
  if (file instanceof Uint8Array) return { supplied: true, value: { bytes: file } };
  return { supplied: false, message: `${parameter}: without a host a file is given as bytes (Uint8Array)` };
}

/** Answers every need at once, without I/O, or tells the first that cannot be answered. */
export function supplyNow(needs: Needs, answers: Answers): SuppliedNow {
  const given: Record<string, Supplied | readonly Supplied[]> = {};
  for (const [name, wanted] of Object.entries(needs)) {
    const values: Supplied[] = [];
    for (const need of [wanted].flat()) {
      const answer = supplyOne(need, answers);
      if (!answer.supplied) return answer;
      values.push(answer.value);
    }
    given[name] = Array.isArray(wanted) ? values : values[0];
  }
  return { supplied: true, given };
}
