import { statusLine } from "./reasons.ts";

/** What an answer answers. */
export interface Answering {
  readonly method: string;
  /** Whether the caller speaks HTTP/1.0, which knows no chunks. */
  readonly isOld: boolean;
  /** Whether the connection may serve another request behind this one. */
  readonly keeps: boolean;
  /** Milliseconds that an idle connection is kept. */
  readonly keepAliveMs: number;
}

/** The head of an answer as it goes on the wire, a character a byte. */
export interface PrintedHead {
  readonly text: string;
  readonly hasBody: boolean;
  readonly isChunked: boolean;
  readonly keeps: boolean;
}

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const WRONG_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** Headers that decide how an answer is framed. */
const FRAMING = ["content-length", "transfer-encoding", "connection", "date"] as const;
type Role = (typeof FRAMING)[number] | "plain" | "wrong";

/** Names that are remembered at the most: providers choose some of them. */
const MOST_NAMES = 1000;

const roles = new Map<string, Role>();

function roleOf(name: string): Role {
  const known = roles.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const role = NAME.test(name) ? (FRAMING.find((it) => it === lower) ?? "plain") : "wrong";
  if (roles.size < MOST_NAMES) roles.set(name, role);
  return role;
}

const SECOND_MS = 1000;
let datedAt = 0;
let dateLine = "";

function date(): string {
  const second = Math.floor(Date.now() / SECOND_MS);
  if (second !== datedAt) dateLine = `Date: ${new Date(second * SECOND_MS).toUTCString()}\r\n`;
  datedAt = second;
  return dateLine;
}

function isBodiless(method: string, status: number): boolean {
  return method === "HEAD" || status === 204 || status === 304;
}

/** Prints the head of an answer, name and value in turn. Throws where a name or a value may not be sent. */
export function printedHead(
  status: number,
  headers: readonly string[],
  { method, isOld, keeps, keepAliveMs }: Answering,
): PrintedHead {
  let text = statusLine(status);
  let isDated = false;
  let isFramed = false;
  let connection: string | undefined;
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? "";
    const value = headers[at + 1] ?? "";
    const role = roleOf(name);
    if (role === "wrong" || WRONG_IN_VALUE.test(value)) throw new TypeError(`the header ${name} may not be sent`);
    if (role === "connection") connection = value.toLowerCase();
    else if (role === "date") isDated = true;
    else if (role !== "plain") isFramed = true;
    text += `${name}: ${value}\r\n`;
  }
  const hasBody = !isBodiless(method, status);
  const isChunked = hasBody && !isFramed && !isOld;
  const isOpen = hasBody && !isFramed && isOld;
  const stays = keeps && !isOpen && connection !== "close";
  if (!isDated) text += date();
  if (connection === undefined)
    text += stays
      ? `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / SECOND_MS)}\r\n`
      : "Connection: close\r\n";
  if (isChunked) text += "Transfer-Encoding: chunked\r\n";
  return { text: `${text}\r\n`, hasBody, isChunked, keeps: stays };
}
