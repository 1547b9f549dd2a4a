import type { FailureKind } from "@lintel/core";

/** What comes of an answer: its status and body, or the kind of failure. */
export type Expected =
  | { readonly status: number; readonly body: string; readonly header?: readonly [name: string, value: string] }
  | { readonly failure: FailureKind };

/** One answer of a server, byte for byte, and what a transport makes of it. */
export interface TransportCase {
  readonly name: string;
  readonly method?: "GET" | "POST" | "DELETE";
  /** Latin-1, written piece by piece. */
  readonly answer: readonly string[];
  /** What the server does then; it keeps the connection open unless told. */
  readonly ending?: "end" | "reset";
  readonly expected: Expected;
  /** Whether the next request goes over the same connection. */
  readonly reuses: boolean;
}

/** What undici makes of an answer where it is not the same, and why that is so. */
export interface Difference extends Partial<Pick<TransportCase, "expected" | "reuses">> {
  readonly because: string;
}

const OK = "HTTP/1.1 200 OK\r\n";
const fine = { status: 200, body: "fine" } as const;
const protocol = { failure: "protocol" } as const;
const reset = { failure: "reset" } as const;
const tooLarge = { failure: "too_large" } as const;
const silent = { failure: "read_timeout" } as const;

const WELL_FORMED: readonly TransportCase[] = [
  { name: "a length", answer: [`${OK}content-length: 4\r\n\r\nfine`], expected: fine, reuses: true },
  {
    name: "a length and nothing",
    answer: [`${OK}content-length: 0\r\n\r\n`],
    expected: { status: 200, body: "" },
    reuses: true,
  },
  { name: "a body in pieces", answer: [`${OK}content-length: 4\r\n\r\n`, "fi", "ne"], expected: fine, reuses: true },
  {
    name: "a head in pieces",
    answer: ["HTTP/1", ".1 200 OK\r", "\ncontent-le", "ngth: 4\r\n\r", "\nfine"],
    expected: fine,
    reuses: true,
  },
  {
    name: "chunks",
    answer: [`${OK}transfer-encoding: chunked\r\n\r\n2\r\nfi\r\n2\r\nne\r\n0\r\n\r\n`],
    expected: fine,
    reuses: true,
  },
  {
    name: "chunks in pieces",
    answer: [`${OK}transfer-encoding: chunked\r\n\r\n`, "2", "\r", "\nfi\r\n2\r\nne", "\r\n0", "\r\n", "\r\n"],
    expected: fine,
    reuses: true,
  },
  {
    name: "chunks with an extension and trailers",
    answer: [`${OK}transfer-encoding: CHUNKED\r\n\r\n04;a=b\r\nfine\r\n0\r\nx-sum: 1\r\n\r\n`],
    expected: fine,
    reuses: true,
  },
  {
    name: "chunk sizes in either case",
    answer: [`${OK}transfer-encoding: chunked\r\n\r\n0A\r\n0123456789\r\nb\r\n01234567890\r\n0\r\n\r\n`],
    expected: { status: 200, body: "012345678901234567890" },
    reuses: true,
  },
  { name: "a body until the end", answer: [OK, "\r\nfi", "ne"], ending: "end", expected: fine, reuses: false },
  {
    name: "a body that the server closes behind",
    answer: [`${OK}connection: close\r\ncontent-length: 4\r\n\r\nfine`],
    expected: fine,
    reuses: false,
  },
  {
    name: "HTTP/1.0 with a length",
    answer: ["HTTP/1.0 200 OK\r\ncontent-length: 4\r\n\r\nfine"],
    expected: fine,
    reuses: false,
  },
  {
    name: "HTTP/1.0 that would keep the connection",
    answer: ["HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 4\r\n\r\nfine"],
    expected: fine,
    reuses: false,
  },
  {
    name: "HTTP/1.0 until the end",
    answer: ["HTTP/1.0 200 OK\r\n\r\nfine"],
    ending: "end",
    expected: fine,
    reuses: false,
  },
  {
    name: "no body with 204",
    answer: ["HTTP/1.1 204 No Content\r\n\r\n"],
    expected: { status: 204, body: "" },
    reuses: true,
  },
  {
    name: "no body with 304, whatever length it tells",
    answer: ["HTTP/1.1 304 Not Modified\r\ncontent-length: 4\r\n\r\n"],
    expected: { status: 304, body: "" },
    reuses: true,
  },
  { name: "no reason", answer: ["HTTP/1.1 200 \r\ncontent-length: 4\r\n\r\nfine"], expected: fine, reuses: true },
  {
    name: "no reason and no space before it",
    answer: ["HTTP/1.1 200\r\ncontent-length: 4\r\n\r\nfine"],
    expected: fine,
    reuses: true,
  },
  {
    name: "100, 102 and 103 first",
    answer: [
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n",
      `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}content-length: 4\r\n\r\nfine`,
    ],
    expected: fine,
    reuses: true,
  },
  {
    name: "an error status",
    answer: ["HTTP/1.1 429 Too Many\r\ncontent-length: 4\r\n\r\nfine"],
    expected: { status: 429, body: "fine" },
    reuses: true,
  },
  {
    name: "a value with blanks around and inside",
    answer: [`${OK}x-a: \t one  two \t\r\ncontent-length: 4\r\n\r\nfine`],
    expected: { ...fine, header: ["x-a", "one  two"] },
    reuses: true,
  },
  {
    name: "an empty value",
    answer: [`${OK}x-a:\r\ncontent-length: 4\r\n\r\nfine`],
    expected: { ...fine, header: ["x-a", ""] },
    reuses: true,
  },
  {
    name: "a value beyond ASCII",
    answer: [`${OK}x-a: \u00fc\r\ncontent-length: 4\r\n\r\nfine`],
    expected: { ...fine, header: ["x-a", "\u00fc"] },
    reuses: true,
  },
  {
    name: "a hint that the connection is kept",
    answer: [`${OK}keep-alive: timeout=60, max=9\r\ncontent-length: 4\r\n\r\nfine`],
    expected: fine,
    reuses: true,
  },
  {
    name: "a hint that the connection is hardly kept",
    answer: [`${OK}keep-alive: timeout=1\r\ncontent-length: 4\r\n\r\nfine`],
    expected: fine,
    reuses: false,
  },
  {
    name: "an answer to GET",
    method: "GET",
    answer: [`${OK}content-length: 4\r\n\r\nfine`],
    expected: fine,
    reuses: true,
  },
  {
    name: "an answer to DELETE",
    method: "DELETE",
    answer: [`${OK}content-length: 4\r\n\r\nfine`],
    expected: fine,
    reuses: true,
  },
];

const LEFT_OVER: readonly TransportCase[] = [
  {
    name: "bytes behind a length",
    answer: [`${OK}content-length: 4\r\n\r\nfineHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`],
    expected: fine,
    reuses: false,
  },
  {
    name: "bytes behind the last chunk",
    answer: [
      `${OK}transfer-encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`,
    ],
    expected: fine,
    reuses: false,
  },
  {
    name: "bytes on the idle connection",
    answer: [`${OK}content-length: 4\r\n\r\nfine`, `${OK}content-length: 4\r\n\r\nevil`],
    expected: fine,
    reuses: false,
  },
  {
    name: "an end of the idle connection",
    answer: [`${OK}content-length: 4\r\n\r\nfine`],
    ending: "end",
    expected: fine,
    reuses: false,
  },
  {
    name: "a reset of the idle connection",
    answer: [`${OK}content-length: 4\r\n\r\nfine`],
    ending: "reset",
    expected: fine,
    reuses: false,
  },
  {
    name: "a length with 204",
    answer: ["HTTP/1.1 204 No Content\r\ncontent-length: 4\r\n\r\n"],
    expected: { status: 204, body: "" },
    reuses: false,
  },
];

const CUT: readonly TransportCase[] = [
  { name: "an end before the answer", answer: [], ending: "end", expected: reset, reuses: false },
  { name: "a reset before the answer", answer: [], ending: "reset", expected: reset, reuses: false },
  {
    name: "an end after 100",
    answer: ["HTTP/1.1 100 Continue\r\n\r\n"],
    ending: "end",
    expected: reset,
    reuses: false,
  },
  { name: "an end in the head", answer: [`${OK}content-le`], ending: "end", expected: reset, reuses: false },
  {
    name: "a body short of its length",
    answer: [`${OK}content-length: 9\r\n\r\nfine`],
    ending: "end",
    expected: reset,
    reuses: false,
  },
  {
    name: "a reset in the body",
    answer: [`${OK}content-length: 9\r\n\r\nfine`],
    ending: "reset",
    expected: reset,
    reuses: false,
  },
  {
    name: "a reset of a body without length",
    answer: [`${OK}\r\nfine`],
    ending: "reset",
    expected: reset,
    reuses: false,
  },
  {
    name: "chunks without the last",
    answer: [`${OK}transfer-encoding: chunked\r\n\r\n4\r\nfine\r\n`],
    ending: "end",
    expected: reset,
    reuses: false,
  },
  {
    name: "an end in a chunk",
    answer: [`${OK}transfer-encoding: chunked\r\n\r\n9\r\nfine`],
    ending: "end",
    expected: reset,
    reuses: false,
  },
  {
    name: "a last chunk without the empty line",
    answer: [`${OK}transfer-encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n`],
    ending: "end",
    expected: reset,
    reuses: false,
  },
];

const STATUS_LINES: readonly (readonly [name: string, line: string])[] = [
  ["another protocol", "SSH-2.0-OpenSSH_9.2"],
  ["HTTP/2", "HTTP/2 200 OK"],
  ["HTTP/1.2", "HTTP/1.2 200 OK"],
  ["lower case", "http/1.1 200 OK"],
  ["a status of two digits", "HTTP/1.1 20 OK"],
  ["a status of four digits", "HTTP/1.1 2000 OK"],
  ["a status that is no number", "HTTP/1.1 2x0 OK"],
  ["a status below 100", "HTTP/1.1 099 OK"],
  ["two spaces before the status", "HTTP/1.1  200 OK"],
  ["a tab before the status", "HTTP/1.1\t200 OK"],
  ["a control character in the reason", "HTTP/1.1 200 O\u0001K"],
  ["a NUL in the reason", "HTTP/1.1 200 O\u0000K"],
  ["a bare carriage return in the reason", "HTTP/1.1 200 O\rK"],
];

const FIELDS: readonly (readonly [name: string, lines: string])[] = [
  ["a line without colon", "content-length: 4\r\nbad header"],
  ["a space before the colon", "content-length : 4"],
  ["a space before a name", " content-length: 4"],
  ["an empty name", "content-length: 4\r\n: x"],
  ["a name with a control character", "content-length: 4\r\nx\u0001: x"],
  ["a name beyond ASCII", "content-length: 4\r\nx\u00fc: x"],
  ["a folded value", "content-length: 4\r\nx: a\r\n b"],
  ["a NUL in a value", "content-length: 4\r\nx: a\u0000b"],
  ["a control character in a value", "content-length: 4\r\nx: a\u0007b"],
  ["a bare carriage return in a value", "content-length: 4\r\nx: a\rb"],
  ["a bare line feed in a value", "content-length: 4\r\nx: a\nb: c"],
  ["two lengths", "content-length: 4\r\ncontent-length: 5"],
  ["the same length twice", "content-length: 4\r\ncontent-length: 4"],
  ["a list of lengths", "content-length: 4, 4"],
  ["a signed length", "content-length: +4"],
  ["a negative length", "content-length: -4"],
  ["a hexadecimal length", "content-length: 0x4"],
  ["an empty length", "content-length:"],
  ["a length beyond counting", "content-length: 99999999999999999999"],
  ["a length and chunks", "content-length: 4\r\ntransfer-encoding: chunked"],
  ["chunks and a length", "transfer-encoding: chunked\r\ncontent-length: 4"],
  ["an unknown transfer coding", "transfer-encoding: gzip"],
  ["chunks that are not the last coding", "transfer-encoding: chunked, gzip"],
  ["chunks on top of another coding", "transfer-encoding: gzip, chunked"],
  ["chunks told twice", "transfer-encoding: chunked\r\ntransfer-encoding: chunked"],
  ["chunks told twice in a line", "transfer-encoding: chunked, chunked"],
  ["chunks in other words", "transfer-encoding: xchunked"],
];

const CHUNKS: readonly (readonly [name: string, text: string])[] = [
  ["a size that is no number", "zz\r\nfine\r\n0\r\n\r\n"],
  ["a size with a sign", "+4\r\nfine\r\n0\r\n\r\n"],
  ["a size with 0x", "0x4\r\nfine\r\n0\r\n\r\n"],
  ["an empty size", "\r\nfine\r\n0\r\n\r\n"],
  ["a space before a size", " 4\r\nfine\r\n0\r\n\r\n"],
  ["a space behind a size", "4 \r\nfine\r\n0\r\n\r\n"],
  ["a size beyond counting", "fffffffffffffffff\r\nfine"],
  ["a size that wraps around to four", "10000000000000004\r\nfine\r\n0\r\n\r\n"],
  ["a bare line feed behind a size", "4\nfine\r\n0\r\n\r\n"],
  ["a bare carriage return behind a size", "4\rfine\r\n0\r\n\r\n"],
  ["a bare line feed in an extension", "4;a\nfine\r\n0\r\n\r\n"],
  ["a NUL in an extension", "4;a\u0000\r\nfine\r\n0\r\n\r\n"],
  ["a chunk longer than its size", "3\r\nfine\r\n0\r\n\r\n"],
  ["a chunk without line end", "4\r\nfine0\r\n\r\n"],
  ["a bare line feed behind a chunk", "4\r\nfine\n0\r\n\r\n"],
  ["a trailer that is no header", "4\r\nfine\r\n0\r\nbad trailer\r\n\r\n"],
  ["a bare line feed behind a trailer", "4\r\nfine\r\n0\r\nx: y\n\r\n"],
  ["a folded trailer", "4\r\nfine\r\n0\r\nx: y\r\n z\r\n\r\n"],
  ["extensions without end", `4;${"a".repeat(32 * 1024)}\r\nfine\r\n0\r\n\r\n`],
];

function bad(name: string, text: string): TransportCase {
  return { name, answer: [text], expected: protocol, reuses: false };
}

const MALFORMED: readonly TransportCase[] = [
  ...STATUS_LINES.map(([name, line]) => bad(`a status line: ${name}`, `${line}\r\ncontent-length: 4\r\n\r\nfine`)),
  ...FIELDS.map(([name, lines]) => bad(`a header: ${name}`, `${OK}${lines}\r\n\r\nfine`)),
  ...CHUNKS.map(([name, text]) => bad(`chunks: ${name}`, `${OK}transfer-encoding: chunked\r\n\r\n${text}`)),
  bad("an empty line before the status line", `\r\n${OK}content-length: 4\r\n\r\nfine`),
  bad("bare line feeds for every line", "HTTP/1.1 200 OK\ncontent-length: 4\n\nfine"),
  bad("a bare line feed for the empty line", `${OK}content-length: 4\r\n\nfine`),
  bad("chunks of HTTP/1.0", "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfine\r\n0\r\n\r\n"),
  bad("101, which nobody asked for", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n"),
  bad("100 without end", "HTTP/1.1 100 Continue\r\n\r\n".repeat(100)),
  {
    ...bad("a line without end", `${OK}x: ${"a".repeat(20 * 1024)}\r\ncontent-length: 4\r\n\r\nfine`),
    expected: tooLarge,
  },
  { ...bad("headers without end", `${OK}${"x: y\r\n".repeat(20 * 1024)}`), expected: tooLarge },
  { ...bad("a body that does not come", `${OK}content-length: 4\r\n\r\n`), expected: silent },
];

/** Answers as servers give them, good and bad. */
export const TRANSPORT_CASES: readonly TransportCase[] = [...WELL_FORMED, ...LEFT_OVER, ...CUT, ...MALFORMED];

/** Where undici differs from the pool, by the name of the case. */
export const UNDICI_DIFFERS: Readonly<Record<string, Difference>> = {
  "HTTP/1.0 that would keep the connection": { reuses: true, because: "it keeps connections of HTTP/1.0" },
  "no body with 304, whatever length it tells": { reuses: false, because: "it takes the length for a mismatch" },
  "100, 102 and 103 first": { expected: reset, reuses: false, because: "it refuses a 100 it has not asked for" },
  "a value with blanks around and inside": {
    expected: { ...fine, header: ["x-a", "one  two \t"] },
    because: "it leaves the blanks behind a value",
  },
  "a reset of a body without length": { expected: fine, because: "it takes a reset for the end" },
  "a status line: a status below 100": { expected: reset, because: "it refuses the status after it was parsed" },
  "a status line: a control character in the reason": { expected: fine, reuses: true, because: "it skips the reason" },
  "a status line: a NUL in the reason": { expected: fine, reuses: true, because: "it skips the reason" },
  "a header: an unknown transfer coding": { expected: silent, because: "it reads on until the connection is closed" },
  "a header: chunks that are not the last coding": {
    expected: silent,
    because: "it reads on until the connection is closed",
  },
  "a header: chunks in other words": { expected: silent, because: "it reads on until the connection is closed" },
  "chunks: extensions without end": { expected: fine, reuses: true, because: "it bounds no extensions" },
  "an empty line before the status line": { expected: fine, reuses: true, because: "it skips empty lines" },
  "chunks of HTTP/1.0": { expected: fine, because: "it reads chunks whatever the version" },
  "101, which nobody asked for": { expected: reset, because: "it tells an upgrade as a broken connection" },
  "100 without end": { expected: reset, because: "it refuses a 100 it has not asked for" },
};
