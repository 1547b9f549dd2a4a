import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isArray, isObject, type Json, parse, pythonCompact } from "@lintel/core/json";
import { type Content, GATEWAY, type HeaderList, type Seen, type Told } from "./recorded.ts";

interface HeaderRules {
  readonly ignored: Readonly<Record<string, string>>;
  readonly present?: Readonly<Record<string, string>>;
}

interface Rules {
  readonly texts: readonly { readonly pattern: string; readonly becomes: string }[];
  readonly reply: HeaderRules;
  readonly upstream: HeaderRules;
}

const RULES: Rules = JSON.parse(readFileSync(join(GATEWAY, "normal.json"), "utf8"));
const TEXTS = RULES.texts.map(({ pattern, becomes }) => ({ pattern: new RegExp(pattern, "g"), becomes }));

/** Addresses of one run, and what they are called. */
export type Addresses = Readonly<Record<string, string>>;

function even(text: string, addresses: Addresses): string {
  const named = Object.entries(addresses).reduce((it, [address, name]) => it.replaceAll(address, name), text);
  return TEXTS.reduce((it, { pattern, becomes }) => it.replace(pattern, becomes), named);
}

function evenContent(content: Content, addresses: Addresses): Content {
  return typeof content === "string" ? even(content, addresses) : content;
}

function evenHeaders(headers: HeaderList, rules: HeaderRules, addresses: Addresses): HeaderList {
  return headers
    .filter(([name]) => !(name in rules.ignored))
    .map(([name, value]) => [name, name in (rules.present ?? {}) ? "<any>" : even(value, addresses)]);
}

function evenSeen({ body, headers, ...seen }: Seen, addresses: Addresses): Seen {
  return {
    ...seen,
    headers: evenHeaders(headers, RULES.upstream, addresses),
    ...(body !== undefined && { body: evenContent(body, addresses) }),
  };
}

/** What was told with addresses and volatile parts evened out, as the recorder does it. */
export function evened({ headers, body, requests, ...told }: Told, addresses: Addresses): Told {
  return {
    ...told,
    headers: evenHeaders(headers, RULES.reply, addresses),
    body: evenContent(body, addresses),
    requests: requests.map((it) => evenSeen(it, addresses)),
  };
}

/** A list of models by their ids, as the recorder tells it. */
export function steady(body: Content): Content {
  const read = typeof body === "string" ? parse(body) : undefined;
  if (!read?.ok || !isObject(read.value) || !isArray(read.value.data)) return body;
  const idOf = (it: Json | undefined): string => String(isObject(it) ? it.id : it);
  const data = read.value.data.toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  const ends = "last_id" in read.value ? { first_id: idOf(data[0]), last_id: idOf(data.at(-1)) } : {};
  return pythonCompact({ ...read.value, data, ...ends });
}
