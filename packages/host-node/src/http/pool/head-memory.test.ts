import fc from "fast-check";
import { expect, it } from "vitest";
import { TRANSPORT_CASES } from "../../test/transport-cases-data.ts";
import { headMemory } from "./head-memory.ts";
import { parseHead } from "./parse-head.ts";

const HEADS = TRANSPORT_CASES.map(({ answer }) => answer.join("").split("\r\n\r\n")[0] ?? "").filter(
  (head) => head.length < 2000,
);
const NAMES = [
  "Date",
  "date",
  "content-length",
  "Content-Length",
  "Connection",
  "x-id",
  "transfer-encoding",
  "",
  "x y",
];
const VALUES = ["1", "12", " 1", "1 ", "", "close", "keep-alive", "chunked", "1\r", "1\n2", "\u0000", "\t1"];
const SEPARATORS = [": ", ":", " : ", ":  "];
const ENDS = ["\r\n", "\n", " \r\n"];

const line = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(...SEPARATORS),
    fc.constantFrom(...VALUES),
    fc.constantFrom(...ENDS, "\r\n", "\r\n", "\r\n"),
  )
  .map((parts) => parts.join(""));
const written = fc
  .tuple(fc.constantFrom("HTTP/1.1 200 OK\r\n", "HTTP/1.1 204 \r\n"), fc.array(line, { maxLength: 4 }))
  .map(([status, lines]) => status + lines.join(""));
const head = fc.oneof(
  fc.constantFrom(...HEADS).map((text) => `${text}\r\n`),
  written,
);

it("a head comes to the same whatever heads came before it", () => {
  fc.assert(
    fc.property(fc.array(head, { minLength: 1, maxLength: 6 }), fc.constantFrom("POST", "HEAD"), (texts, method) => {
      const memory = headMemory();
      for (const text of [...texts, ...texts]) expect(memory.parse(text, method)).toEqual(parseHead(text, { method }));
    }),
    { numRuns: 3000 },
  );
});

it("a head like the last one is that one, unless another method was asked with", () => {
  const memory = headMemory();
  const text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";
  expect(memory.parse(text, "POST")).toBe(memory.parse(text, "POST"));
  expect(memory.parse(text, "HEAD")).toMatchObject({ framing: 0 });
});

it("a field like the one before at its place is that one", () => {
  const memory = headMemory();
  const first = memory.parse("HTTP/1.1 200 OK\r\nServer: a\r\nDate: 1\r\n", "GET");
  const next = memory.parse("HTTP/1.1 200 OK\r\nServer: a\r\nDate: 12\r\n", "GET");
  if (first.read === "problem" || next.read === "problem") throw new Error("the heads are well-formed");
  expect(next.headers[0]).toBe(first.headers[0]);
  expect(next.headers[1]).toEqual(["Date", "12"]);
});
