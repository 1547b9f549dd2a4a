import { CR, FIELD, LF, SPACE } from "./character-classes.ts";
import { type Field, MOST_LINE_BYTES, malformed, oversize, type Problem, parseFields } from "./parse-fields.ts";

/** What follows a head: so many bytes, chunks, or whatever comes until the connection is closed. */
export type Framing = number | "chunked" | "close";

/** The head of an answer, read strictly. */
export interface ParsedHead {
  readonly read: "head";
  readonly status: number;
  readonly headers: readonly Field[];
  readonly framing: Framing;
  /** Whether the connection may serve another request. */
  readonly keeps: boolean;
  /** How long the server says it keeps the connection, in milliseconds. */
  readonly keepAliveMs: number | undefined;
}

const STATUS_AT = "HTTP/1.1 ".length;
const REASON_AT = STATUS_AT + "200".length;
const VERSIONS: readonly string[] = ["HTTP/1.1 ", "HTTP/1.0 "];
const MOST_LENGTH_DIGITS = 15;

/** Whether an answer may begin so. */
export function beginsLikeHttp(text: string): boolean {
  return VERSIONS.some((version) => version.startsWith(text.slice(0, STATUS_AT)));
}

function isDigits(text: string): boolean {
  return text !== "" && /^[0-9]+$/.test(text);
}

interface Told {
  length: number | undefined;
  isChunked: boolean;
  closes: boolean;
  keepAliveMs: number | undefined;
}

function readLength(value: string, told: Told): Problem | undefined {
  if (told.length !== undefined) return malformed("it has two lengths");
  if (!isDigits(value) || value.length > MOST_LENGTH_DIGITS) return malformed("its length is no number");
  told.length = Number(value);
  return undefined;
}

function readCoding(value: string, told: Told): Problem | undefined {
  if (told.isChunked || value.toLowerCase() !== "chunked")
    return malformed("its transfer coding is not plainly chunked");
  told.isChunked = true;
  return undefined;
}

function readConnection(value: string, told: Told): undefined {
  if (value.toLowerCase() === "keep-alive") return;
  const names = value.toLowerCase().split(",");
  told.closes ||= names.some((name) => name.trim() === "close");
}

function readKeepAlive(value: string, told: Told): undefined {
  const seconds = /(?:^|[,\s])timeout=(\d{1,6})(?:$|[,\s])/i.exec(value)?.[1];
  if (seconds !== undefined) told.keepAliveMs = Number(seconds) * 1000;
}

const FRAMING: Readonly<Record<string, (value: string, told: Told) => Problem | undefined>> = {
  "content-length": readLength,
  "transfer-encoding": readCoding,
  connection: readConnection,
  "keep-alive": readKeepAlive,
};
const FRAMING_LENGTHS: ReadonlySet<number> = new Set(Object.keys(FRAMING).map((name) => name.length));

function tell(fields: readonly Field[]): Told | Problem {
  const told: Told = { length: undefined, isChunked: false, closes: false, keepAliveMs: undefined };
  for (const [name, value] of fields) {
    if (!FRAMING_LENGTHS.has(name.length)) continue;
    const problem = FRAMING[name.toLowerCase()]?.(value, told);
    if (problem !== undefined) return problem;
  }
  return told.isChunked && told.length !== undefined ? malformed("it has a length and is chunked") : told;
}

function framing(told: Told, status: number, method: string): Framing {
  if (method === "HEAD" || status < 200 || status === 204 || status === 304) return 0;
  return told.isChunked ? "chunked" : (told.length ?? "close");
}

function statusLineEnd(text: string): number {
  if (text.charCodeAt(REASON_AT) === CR) return REASON_AT;
  if (text.charCodeAt(REASON_AT) !== SPACE) return -1;
  let at = REASON_AT + 1;
  while (FIELD[text.charCodeAt(at)] === 1) at++;
  return text.charCodeAt(at) === CR ? at : -1;
}

/** What an answer's head is read by. */
export interface HeadRules {
  /** Of the request. */
  readonly method: string;
  /** Fields of a head that this one may be like. */
  readonly like?: readonly Field[] | undefined;
}

/** The head of an answer to a request, its lines with their ends and without the empty one. */
export function parseHead(text: string, { method, like }: HeadRules): ParsedHead | Problem {
  const isOld = text.startsWith("HTTP/1.0 ");
  if (!isOld && !text.startsWith("HTTP/1.1 ")) return malformed("it does not begin with HTTP/1.1");
  const status = text.slice(STATUS_AT, REASON_AT);
  const end = statusLineEnd(text);
  if (!/^[1-9][0-9][0-9]$/.test(status) || end === -1 || text.charCodeAt(end + 1) !== LF)
    return malformed("its status line is none");
  if (end > MOST_LINE_BYTES) return oversize(`a line exceeds ${MOST_LINE_BYTES} bytes`);
  const headers = parseFields(text, end + 2, like);
  if ("read" in headers) return headers;
  const told = tell(headers);
  if ("read" in told) return told;
  if (isOld && told.isChunked) return malformed("HTTP/1.0 has no chunks");
  const follows = framing(told, Number(status), method);
  // Bytes that may come behind an answer without a body would be taken for the next one.
  const isAmbiguous =
    follows === 0 && method !== "HEAD" && status !== "304" && (told.isChunked || (told.length ?? 0) > 0);
  return {
    read: "head",
    status: Number(status),
    headers,
    framing: follows,
    keeps: !isOld && !told.closes && follows !== "close" && !isAmbiguous,
    keepAliveMs: told.keepAliveMs,
  };
}
