import type { Plan, Text } from "@lintel/core";
import { reveal, Secret } from "@lintel/core/host";
import { type PrintedHead, type Refusal, requestHead } from "./pool/request-head.ts";
import { requestHeaders } from "./request-headers.ts";

type Asked = Pick<Plan, "method" | "url" | "headers" | "expect">;

/** All of a request but its body, as the next one of its kind has it too. */
export interface Remembered extends Asked {
  readonly address: URL;
  readonly hasBody: boolean;
  /** Names and values in turn. */
  readonly lines: readonly string[];
  printed(): PrintedHead | Refusal;
}

/** A body that tells neither its type nor its length. */
const PLAIN = {};

type Known = { [expect in Plan["expect"]]?: Remembered };

// By the first secret that it bears: what is made of it goes when it goes, and secrets are compared by what they are, not by their text.
const known = new WeakMap<Secret, Known>();

function secretIn(text: Text): Secret | undefined {
  if (typeof text === "string") return undefined;
  return text instanceof Secret ? text : text.find((part): part is Secret => part instanceof Secret);
}

function secretOf({ url, headers }: Asked): Secret | undefined {
  for (const [, value] of headers) {
    const secret = secretIn(value);
    if (secret !== undefined) return secret;
  }
  return secretIn(url);
}

function isSameText(one: Text, other: Text): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

function isSame(last: Remembered, { method, url, headers }: Asked): boolean {
  if (method !== last.method || headers.length !== last.headers.length || !isSameText(url, last.url)) return false;
  for (let at = 0; at < headers.length; at++) {
    const one = headers[at];
    const other = last.headers[at];
    if (one === other) continue;
    if (one === undefined || other === undefined) return false;
    if (one[0] !== other[0] || !isSameText(one[1], other[1])) return false;
  }
  return true;
}

export function isHttp({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "http:";
}

function made({ method, url, headers, expect }: Asked, hasBody: boolean): Remembered | undefined {
  const address = URL.parse(reveal(url));
  if (address === null || !isHttp(address)) return undefined;
  const lines = requestHeaders({ headers, expect }, { url: address, trusted: true, body: hasBody ? PLAIN : undefined });
  let head: PrintedHead | Refusal | undefined;
  return {
    method,
    url,
    headers,
    expect,
    address,
    hasBody,
    lines,
    printed() {
      head ??= requestHead({ method, url: address, headers: lines });
      return head;
    },
  };
}

/** A plan's request but for its body, made anew only where it differs from the last one with its secret; nothing where its address is none. */
export function remembered(plan: Plan): Remembered | undefined {
  const hasBody = plan.body !== undefined;
  const secret = secretOf(plan);
  const own = secret === undefined ? undefined : known.get(secret);
  const last = own?.[plan.expect];
  if (last !== undefined && last.hasBody === hasBody && isSame(last, plan)) return last;
  const fresh = made(plan, hasBody);
  if (secret !== undefined && fresh !== undefined) known.set(secret, { ...own, [plan.expect]: fresh });
  return fresh;
}
