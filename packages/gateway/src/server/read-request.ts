import { type Field, messageFields, type Problem, parseFields } from "@lintel/host-node";
import type { RequestHead } from "./seam.ts";

/** The head of a request, read strictly. */
export interface ReadRequest {
  readonly read: "request";
  readonly head: RequestHead;
  readonly fields: readonly Field[];
  /** What follows: so many bytes, or chunks. */
  readonly framing: number | "chunked";
  /** Whether it speaks HTTP/1.0, which knows no chunks. */
  readonly isOld: boolean;
  /** Whether its connection may serve another one. */
  readonly keeps: boolean;
  /** Whether its body comes once it is told to go on. */
  readonly isExpecting: boolean;
}

/** What a request's head is read by. */
export interface RequestRules {
  /** The longest line, in bytes. */
  readonly mostLineBytes: number;
  /** Fields that these may be like. */
  readonly like: readonly Field[] | undefined;
  /** The caller's address. */
  remote(): string | undefined;
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([\x21-\x7e\x80-\xff]+) HTTP\/1\.([01])\r\n/;
const BEGINNING = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+(?: |$)/;

function refused(message: string): Problem {
  return { read: "problem", kind: "protocol", message };
}

/** Whether a request may begin so. */
export function beginsLikeRequest(text: string): boolean {
  return BEGINNING.test(text);
}

/** By lower-case name; the values of a repeated one joined, cookies as cookies are. */
function recordOf(fields: readonly Field[]): RequestHead["headers"] {
  const joined = new Map<string, string>();
  for (const [name, value] of fields) {
    const lower = name.toLowerCase();
    const before = joined.get(lower);
    joined.set(lower, before === undefined ? value : `${before}${lower === "cookie" ? "; " : ", "}${value}`);
  }
  return Object.fromEntries(joined);
}

interface Told extends Pick<RequestHead, "method" | "target"> {
  readonly fields: readonly Field[];
  remote(): string | undefined;
}

/** A head whose headers are looked at only if somebody does. */
function headOf({ method, target, fields, remote }: Told): RequestHead {
  let headers: RequestHead["headers"] | undefined;
  let raw: readonly string[] | undefined;
  return {
    method,
    target,
    get headers() {
      headers ??= recordOf(fields);
      return headers;
    },
    get rawHeaders() {
      raw ??= fields.flat();
      return raw;
    },
    get remote() {
      return remote();
    },
  };
}

function fieldOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find(([it]) => it.length === name.length && it.toLowerCase() === name)?.[1];
}

/** Reads the head of a request, its lines with their ends and without the empty one. */
export function readRequest(text: string, { mostLineBytes, like, remote }: RequestRules): ReadRequest | Problem {
  const [line, method, target, minor] = REQUEST_LINE.exec(text) ?? [];
  if (line === undefined || method === undefined || target === undefined) return refused("its request line is none");
  const fields = parseFields(text, line.length, { mostLineBytes, like });
  if ("read" in fields) return fields;
  const told = messageFields(fields);
  if ("read" in told) return told;
  const isOld = minor === "0";
  if (isOld && told.isChunked) return refused("HTTP/1.0 has no chunks");
  if (!isOld && fieldOf(fields, "host") === undefined) return refused("it names no host");
  return {
    read: "request",
    head: headOf({ method, target, fields, remote }),
    fields,
    framing: told.isChunked ? "chunked" : (told.length ?? 0),
    isOld,
    keeps: !isOld && !told.closes,
    isExpecting: !isOld && fieldOf(fields, "expect")?.toLowerCase() === "100-continue",
  };
}
