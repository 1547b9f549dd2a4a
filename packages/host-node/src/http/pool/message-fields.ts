import { type Field, malformed, type Problem } from "./parse-fields.ts";

const MOST_LENGTH_DIGITS = 15;

function isDigits(text: string): boolean {
  return text !== "" && /^[0-9]+$/.test(text);
}

/** What the fields of a head say of the message and of its connection. */
export interface MessageFields {
  readonly length: number | undefined;
  readonly isChunked: boolean;
  /** Whether the connection is to be closed behind it. */
  readonly closes: boolean;
  /** How long the other side says it keeps the connection, in milliseconds. */
  readonly keepAliveMs: number | undefined;
}

type Told = { -readonly [member in keyof MessageFields]: MessageFields[member] };

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

/** Reads them strictly: what two readers could read differently is a problem. */
export function messageFields(fields: readonly Field[]): MessageFields | Problem {
  const told: Told = { length: undefined, isChunked: false, closes: false, keepAliveMs: undefined };
  for (const [name, value] of fields) {
    if (!FRAMING_LENGTHS.has(name.length)) continue;
    const problem = FRAMING[name.toLowerCase()]?.(value, told);
    if (problem !== undefined) return problem;
  }
  return told.isChunked && told.length !== undefined ? malformed("it has a length and is chunked") : told;
}
