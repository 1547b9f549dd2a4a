import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StopReason, Transducer } from "../transducer.ts";
import { decoder, FRAME_LIMITS, type FrameKind, type FrameLimits, type FrameOf } from "./index.ts";

interface Told<F> {
  readonly frames: readonly F[];
  readonly ends: readonly (string | undefined)[];
  readonly stops: readonly StopReason[];
}

function pieces(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

function decode<K extends FrameKind>(kind: K, parts: readonly Uint8Array[], limits?: FrameLimits): Told<FrameOf<K>> {
  const frames: FrameOf<K>[] = [];
  const ends: (string | undefined)[] = [];
  const stops: StopReason[] = [];
  const next: Transducer<FrameOf<K>> = {
    push: (frame) => void frames.push(frame),
    end: (stray) => void ends.push(stray),
    stop: (reason) => void stops.push(reason),
  };
  const stage = decoder(kind, next, limits);
  for (const part of parts) stage.push(part);
  stage.end();
  return { frames, ends, stops };
}

function text(value: string): readonly Uint8Array[] {
  return [new TextEncoder().encode(value)];
}

function data(value: string, kind: "sse" | "sse-lines" = "sse"): readonly string[] {
  return decode(kind, text(value)).frames.map((frame) => (typeof frame === "string" ? frame : frame.data));
}

describe("server-sent events, whole", () => {
  it.each([
    ["LF", "data: a\n\ndata: b\n\n"],
    ["CR", "data: a\r\rdata: b\r\r"],
    ["CRLF", "data: a\r\n\r\ndata: b\r\n\r\n"],
    ["a mixture", "data: a\r\n\ndata: b\n\r"],
    ["no space after the colon", "data:a\n\ndata:b\n\n"],
    ["comments", ": hello\n\ndata: a\n\n:\n\ndata: b\n: inside\n\n"],
    ["a byte-order mark at the start", "\ufeffdata: a\n\ndata: b\n\n"],
    ["ids, retries and unknown fields", "id: 1\nretry: 5\ndata: a\n\nfoo: bar\nid: 2\ndata: b\n\n"],
    ["blank lines", "\n\n\ndata: a\n\n\n\n\ndata: b\n\n\n"],
    ["no final blank line", "data: a\n\ndata: b\n"],
    ["no final line end", "data: a\n\ndata: b"],
    ["events without data", "event: ping\n\ndata: a\n\nid: 7\n\ndata: b\n\n"],
  ])("are read with %s", (_, stream) => {
    expect(data(stream)).toEqual(["a", "b"]);
  });

  it("join single newlines and several data lines into one event", () => {
    expect(data("data: a\ndata: b\n\n")).toEqual(["a\nb"]);
    expect(data("data: {\ndata:  1}\n\n")).toEqual(["{\n 1}"]);
  });

  it("keep an empty data field, which is an event", () => {
    expect(data("data\n\ndata:\n\ndata: x\n\n")).toEqual(["", "", "x"]);
  });

  it("carry their name and id", () => {
    expect(decode("sse", text("event: error\nid: 7\ndata: x\n\n")).frames).toEqual([
      { data: "x", event: "error", id: "7" },
    ]);
  });

  it("tell the one that the end of input left without its blank line", () => {
    const { frames } = decode("sse", text("data: a\n\ndata: b"));
    expect(frames.map(({ unterminated }) => unterminated)).toEqual([undefined, true]);
  });

  it.each(["\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001c", "\u001e", "\ufeff", "\ufffd", "😀"])(
    "are not cut at %j",
    (character) => {
      expect(data(`data: a${character}b\n\n`)).toEqual([`a${character}b`]);
      expect(data(`data: a${character}b\n\n`, "sse-lines")).toEqual([`a${character}b`]);
    },
  );
});

describe("server-sent events, line by line", () => {
  it("give each data line as a frame, and ignore other fields", () => {
    const stream = "\ufeffdata: a\ndata:b\n\nevent: x\ndata:  c\r\n: no\rdata: d";
    expect(data(stream, "sse-lines")).toEqual(["a", "b", " c", "d"]);
  });

  it("give a line as soon as it ends", () => {
    const seen: string[] = [];
    const stage = decoder("sse-lines", {
      push: (frame) => void seen.push(frame),
      end: () => undefined,
      stop: () => undefined,
    });
    stage.push(new TextEncoder().encode("data: a\nda"));
    expect(seen).toEqual(["a"]);
    stage.push(new TextEncoder().encode("ta: b\r"));
    expect(seen).toEqual(["a", "b"]);
  });
});

describe("bytes that are no events", () => {
  it.each([
    ['{"id": 1,\n "x": 2}', '{"id": 1,\n "x": 2}'],
    ["<html>\r\n<h1>502</h1>\r\n</html>", "<html>\n<h1>502</h1>\n</html>"],
    ["\ufeffoops", "oops"],
    [": only\n\n: comments\n\n", undefined],
    ["event: ping\n\nid: 3\nretry: 4\n\n", undefined],
    ["", undefined],
    [" \n\t\r\n", undefined],
  ])("%j are handed on at the end as text", (stream, stray) => {
    expect(decode("sse", text(stream))).toEqual({ frames: [], ends: [stray], stops: [] });
    expect(decode("sse-lines", text(stream))).toEqual({ frames: [], ends: [stray], stops: [] });
  });

  it("are kept no longer than the limit, nor once there was an event", () => {
    const limits = { ...FRAME_LIMITS, strayChars: 5 };
    expect(decode("sse", text("123456789"), limits).ends).toEqual(["12345"]);
    expect(decode("sse", text("junk\ndata: a\n\njunk")).ends).toEqual([undefined]);
  });

  it("cost no more once the limit is reached, however many signs of life follow", () => {
    const parts = Array.from({ length: 300_000 }, () => text(": still here\n\n")).flat();
    const began = performance.now();
    expect(decode("sse", parts).ends).toEqual([undefined]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

it("lines that are no fields cost no more than fields do", () => {
  const cost = (line: string): number => {
    const parts = text(line.repeat(100_000));
    const costs = Array.from({ length: 3 }, () => {
      const began = performance.now();
      decode("sse", parts);
      return performance.now() - began;
    });
    return Math.min(...costs);
  };
  expect(cost("x\n")).toBeLessThan(5 * cost("id: 1\n") + 5);
});

describe("a broken stream", () => {
  it("stops at an event of many lines that is too large, as soon as it is", () => {
    const limits = { ...FRAME_LIMITS, frameChars: 1000 };
    const stops: StopReason[] = [];
    const stage = decoder(
      "sse",
      { push: () => undefined, end: () => undefined, stop: (reason) => void stops.push(reason) },
      limits,
    );
    stage.push(new TextEncoder().encode("data: a\n\n"));
    for (let lines = 0; lines < 300 && stops.length === 0; lines++)
      stage.push(new TextEncoder().encode("data: 12345\n"));
    expect(stops).toMatchObject([{ stop: "transport", failure: { kind: "too_large" } }]);
    stage.push(new TextEncoder().encode("data: b\n\n"));
    stage.end();
    expect(stops).toHaveLength(1);
  });

  it("stops at a frame that is too large, once, and passes nothing more on", () => {
    const limits = { ...FRAME_LIMITS, frameChars: 10 };
    const parts = [...text("data: a\n\ndata: 12345678901\n\ndata: b\n\n"), ...text("data: c\n\n")];
    const { frames, ends, stops } = decode("sse", parts, limits);
    expect(frames).toEqual([{ data: "a" }]);
    expect(ends).toEqual([]);
    expect(stops).toMatchObject([{ stop: "transport", failure: { kind: "too_large" } }]);
  });

  it("stops at a line without end that is too large", () => {
    const limits = { ...FRAME_LIMITS, frameChars: 1000 };
    const parts = Array.from({ length: 200 }, () => text("0123456789")).flat();
    for (const kind of ["sse", "sse-lines"] as const)
      for (const begun of ["data: ", "data: {}\n\nof no field: ", ": a comment "]) {
        const { stops } = decode(kind, [...text(begun), ...parts], limits);
        expect(stops, `${kind} ${begun}`).toMatchObject([{ stop: "transport", failure: { kind: "too_large" } }]);
      }
  });

  it("stops at an event of too many lines, however little they say and wherever they are cut", () => {
    const limits = { ...FRAME_LIMITS, frameLines: 1000 };
    const most = "data\n".repeat(1000);
    expect(decode("sse", text(`${most}\n${most}\n`), limits).frames).toHaveLength(2);
    for (const end of ["\n", "\r", "\r\n"]) {
      const whole = text(`data: a${end}${end}${`data${end}`.repeat(1001)}`);
      const bytewise = whole.flatMap((bytes) => Array.from(bytes, (byte) => Uint8Array.of(byte)));
      for (const parts of [whole, bytewise]) {
        const { frames, stops } = decode("sse", parts, limits);
        expect(frames).toEqual([{ data: "a" }]);
        expect(stops).toMatchObject([{ stop: "transport", failure: { kind: "too_large" } }]);
      }
    }
  });

  it("stops unless told otherwise at 256 Ki lines of an event, which take 20 MB", () => {
    const parts = Array.from({ length: 33 }, () => text("data: x\n".repeat(8192))).flat();
    expect(decode("sse", parts.slice(0, 32)).stops).toEqual([]);
    expect(decode("sse", parts).stops).toMatchObject([{ stop: "transport", failure: { kind: "too_large" } }]);
  });

  it("stops at bytes that are no UTF-8, after the events before them, in the words of Python's decoder", () => {
    const bytes = new Uint8Array([...new TextEncoder().encode("data: a\n\ndata: x\r\ndata: bé"), 0xff, 0x0a, 0x0a]);
    expect(decode("sse", [bytes])).toEqual({
      frames: [{ data: "a" }],
      ends: [],
      stops: [
        {
          stop: "transport",
          failure: {
            kind: "protocol",
            message: "'utf-8' codec can't decode byte 0xff in position 9: invalid start byte",
          },
        },
      ],
    });
  });

  it("passes on why it was cut, and nothing after", () => {
    const stops: StopReason[] = [];
    const stage = decoder("sse", {
      push: () => expect.unreachable(),
      end: () => expect.unreachable(),
      stop: (reason) => void stops.push(reason),
    });
    stage.push(new TextEncoder().encode("data: a"));
    stage.stop({ stop: "caller" });
    stage.push(new TextEncoder().encode("\n\n"));
    stage.end();
    expect(stops).toEqual([{ stop: "caller" }]);
  });
});

describe("re-chunking", () => {
  const character = fc.constantFrom("a", "{", " ", ":", "é", "\u2028", "\ufeff", "\ufffd", "😀", "\u0085", "\0");
  const value = fc.string({ unit: character, maxLength: 12 });
  const field = fc.constantFrom(
    "data: ",
    "data:",
    "data",
    "event: ",
    "id: ",
    ": ",
    "retry: ",
    "foo: ",
    "",
    "d",
    "date: ",
  );
  const line = fc.tuple(field, value).map(([name, rest]) => name + rest);
  const lineEnd = fc.constantFrom("\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r");
  const stream = fc
    .tuple(fc.constantFrom("", "\ufeff"), fc.array(fc.tuple(line, lineEnd), { maxLength: 12 }), line)
    .map(([mark, lines, last]) => mark + lines.map((each) => each.join("")).join("") + last);
  const cuts = fc.array(fc.nat(), { maxLength: 20 });
  const junk = fc.array(fc.tuple(fc.nat(), fc.constantFrom(0x80, 0xc3, 0xe2, 0xed, 0xf0, 0xff)), { maxLength: 2 });

  it.each(["sse", "sse-lines"] as const)("any cut gives the same frames: %s", (kind) => {
    fc.assert(
      fc.property(stream, cuts, (it, places) => {
        const bytes = new TextEncoder().encode(it);
        const whole = decode(kind, [bytes]);
        expect(decode(kind, pieces(bytes, places))).toEqual(whole);
        expect(
          decode(
            kind,
            Array.from(bytes, (byte) => Uint8Array.of(byte)),
          ),
        ).toEqual(whole);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["sse", "sse-lines"] as const)("any cut stops at the same wrong byte: %s", (kind) => {
    fc.assert(
      fc.property(stream, cuts, junk, (it, places, wrong) => {
        const bytes = new TextEncoder().encode(it);
        for (const [place, byte] of wrong) if (bytes.length > 0) bytes[place % bytes.length] = byte;
        expect(decode(kind, pieces(bytes, places))).toEqual(decode(kind, [bytes]));
      }),
      { numRuns: 2000 },
    );
  });

  it("any cut finds the same frame too large", () => {
    const limits = { ...FRAME_LIMITS, frameChars: 20 };
    const lines = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })), { maxLength: 6 });
    fc.assert(
      fc.property(lines, cuts, fc.nat({ max: 6 }), (sizes, places, longer) => {
        const events = sizes.map(
          ([one, two]) => `data: ${"x".repeat(one)}\r\n${"z".repeat(longer * two)}\ndata: ${"y".repeat(two)}\n\n`,
        );
        const bytes = new TextEncoder().encode(events.join(""));
        expect(decode("sse", pieces(bytes, places), limits)).toEqual(decode("sse", [bytes], limits));
        expect(decode("sse-lines", pieces(bytes, places), limits)).toEqual(decode("sse-lines", [bytes], limits));
      }),
      { numRuns: 1000 },
    );
  });

  it("any cut finds the same line one too many", () => {
    const limits = { ...FRAME_LIMITS, frameLines: 4 };
    fc.assert(
      fc.property(stream, cuts, (it, places) => {
        const bytes = new TextEncoder().encode(it);
        expect(decode("sse", pieces(bytes, places), limits)).toEqual(decode("sse", [bytes], limits));
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (parts) => {
        for (const kind of ["sse", "sse-lines"] as const) {
          const { ends, stops } = decode(kind, parts);
          expect(ends.length + stops.length).toBe(1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
