import type { Fault } from "./fault.ts";
import { entries, isArray, isObject, type Json, object } from "./json/index.ts";
import type { Plan } from "./plan.ts";
import { reveal, Secret, type Text } from "./secret.ts";

// LiteLLM's word for a credential in a text.
const REDACTED = "REDACTED";
/** The fewest characters of a credential that are looked for: a shorter one would be found inside words. */
const FEWEST = 8;

function slotsIn(text: Text): readonly Secret[] {
  return [text].flat().filter((part) => part instanceof Secret);
}

/** The credentials a request carries: in its URL, its headers, its signature. */
export function secretsIn({ url, headers, sign }: Plan): readonly Secret[] {
  const signing = sign === undefined ? [] : [sign.secretAccessKey, sign.sessionToken ?? []].flat();
  return [...slotsIn(url), ...headers.flatMap(([, value]) => slotsIn(value)), ...signing];
}

/** A credential may be a scheme and its parameter, such as `Bearer …`: either may be told. */
function textsOf(secret: Secret): readonly string[] {
  const text = reveal(secret);
  return [text, ...text.split(/\s+/)].filter((it) => it.length >= FEWEST);
}

/** The fault without the text of these credentials, which providers like to tell back: `REDACTED` stands in its place. */
export function maskFault(fault: Fault, secrets: Iterable<Secret>): Fault {
  const found = [...new Set(Array.from(secrets, textsOf).flat())].sort((a, b) => b.length - a.length);
  if (found.length === 0) return fault;
  const text = (it: string): string => found.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), it);
  const json = (it: Json): Json => {
    if (typeof it === "string") return text(it);
    if (isArray(it)) return it.map(json);
    return isObject(it) ? object(entries(it).map(([name, member]) => [text(name), json(member)])) : it;
  };
  return masked(fault, { text, json });
}

interface Masking {
  text(it: string): string;
  json(it: Json): Json;
}

function masked(fault: Fault, masking: Masking): Fault {
  const { text, json } = masking;
  const { detail, type, param, code, body, reply, failure, beneath } = fault;
  return {
    ...fault,
    message: text(fault.message),
    ...(detail !== undefined && { detail: text(detail) }),
    ...(type !== undefined && { type: text(type) }),
    ...(param !== undefined && { param: json(param) }),
    ...(code !== undefined && { code: typeof code === "string" ? text(code) : code }),
    ...(body !== undefined && { body: json(body) }),
    ...(reply && { reply: { ...reply, headers: reply.headers.map(([name, value]) => [name, text(value)] as const) } }),
    ...(failure && { failure: { ...failure, message: text(failure.message) } }),
    ...(beneath && { beneath: masked(beneath, masking) }),
  };
}
