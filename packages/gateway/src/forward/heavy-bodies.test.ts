import { beforeAll, describe, expect, it } from "vitest";
import { formParts } from "./form-parts.ts";
import { jsonTrouble } from "./orjson/json-trouble.ts";
import { readBody } from "./read-body.ts";

const SIZE = 8 * 1024 * 1024;
const PARTS = "multipart/form-data; boundary=x";

function filled(begin: string, unit: string, end: string): Buffer {
  return Buffer.concat([Buffer.from(begin), Buffer.alloc(SIZE - (SIZE % unit.length), unit), Buffer.from(end)]);
}

/** Milliseconds of the processor: those in which the process was not let run do not count. */
function spent(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds in which the engine itself reads as many bytes of numbers: machines differ by more than bodies may. */
function unit(): number {
  const text = filled("[", "1,", "1]").toString();
  const [, middle = 0] = [1, 2, 3].map(() => spent(() => JSON.parse(text))).sort((a, b) => a - b);
  return middle;
}

describe("a body that is all of one thing", () => {
  let limit = 0;
  beforeAll(() => {
    limit = 30 * unit();
  });

  it.each([
    ["parts without anything", filled("--x", "\r\n--x", ""), PARTS],
    ["parts without a name", filled("--x", "\r\na: b\r\n\r\n\r\n--x", ""), PARTS],
    ["parameters", filled("--x\r\nContent-Disposition: form-data", ";a=b", "\r\n\r\nv\r\n--x--"), PARTS],
    ["headers", filled("--x\r\n", "a\r\n", "\r\n\r\nv\r\n--x--"), PARTS],
    ["fields", filled("", "a=b&", ""), "application/x-www-form-urlencoded"],
    ["numbers", filled('{"a":[', "1,", "x"), "application/json"],
    ["signs", filled('{"a":"', "x", '",}'), "application/json"],
    ["lists", filled('{"a":', "[", ""), "application/json"],
  ])("such as %s, is refused, and holds nobody up", (_, bytes, type) => {
    expect(spent(() => expect(readBody(bytes, type)).toMatchObject({ read: "refused" }))).toBeLessThan(limit);
  });

  it("is read where it is a large file", () => {
    const file = filled(
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n',
      "\r\n\r\n",
      "\r\n--x--",
    );
    const read = formParts(file, PARTS);
    expect(read).toMatchObject({ read: "parts", parts: [{ name: "file", filename: "a" }] });
    expect(read.read === "parts" && read.parts[0]?.bytes.length).toBe(SIZE);
  });
});

it("as many fields as a form may have are read, and one more is none", () => {
  const form = (count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, at) => `a${at}=b`).join("&"));
  const type = "application/x-www-form-urlencoded";
  expect(readBody(form(1000), type)).toMatchObject({ read: "body", value: { a999: "b" } });
  expect(readBody(form(1001), type)).toMatchObject({
    refused: { message: expect.stringContaining("Too many fields") },
  });
});

it("as many members as an object may have are read, and one more is none", () => {
  const members = (count: number): Buffer =>
    Buffer.from(JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at]))));
  expect(readBody(members(1000))).toMatchObject({ read: "body", value: { a999: expect.anything() } });
  expect(readBody(members(1001))).toMatchObject({
    refused: { status: 400, message: expect.stringContaining("Too many members. Maximum number of members is 1000.") },
  });
});

it.each(["\ud83d\ude00\ud83d\ude00", "\n\ud83d\ude00\n\n", "\n\n", ""])(
  "a place behind %j is counted in signs, a pair of surrogates being one",
  (signs) => {
    // Between values JSON has line ends alone, and within a text none.
    const before = `${signs.replace(/[^\n]/gu, "")}"${signs.replaceAll("\n", "")}"`;
    const all = [...before];
    const line = all.filter((sign) => sign === "\n").length + 1;
    const place = `line ${line} column ${all.length - all.lastIndexOf("\n")} (char ${all.length})`;
    expect(jsonTrouble(`${before}x`)).toBe(`unexpected content after document: ${place}`);
  },
);

it("a head of 16 KB at the most begins a part", () => {
  const part = (size: number): Buffer =>
    Buffer.from(`--x\r\nx-a: ${"a".repeat(size)}\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n--x--`);
  expect(formParts(part(16_000), PARTS)).toMatchObject({ parts: [{ name: "a" }] });
  expect(formParts(part(17_000), PARTS)).toMatchObject({ read: "refused" });
});
