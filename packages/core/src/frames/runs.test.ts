import fc from "fast-check";
import { expect, it } from "vitest";
import type { FrameShape, Transducer } from "../transducer.ts";
import { decoder, type SseFrame } from "./index.ts";

const SHAPE: FrameShape = { before: '{"t":"', after: '"}' };
const OTHER: FrameShape = { before: '{"t":"o', after: '","o":1}' };

interface Heard {
  readonly told: readonly string[];
  /** How many texts were offered as runs. */
  readonly offered: number;
  /** What came in runs, and how many runs that were. */
  readonly together: number;
  readonly runs: number;
}

function shapeOf({ data, event }: SseFrame): FrameShape | undefined {
  if (event === "named") return undefined;
  return [SHAPE, OTHER].find(({ before, after }) => data.startsWith(before) && data.endsWith(after));
}

function heard(pieces: readonly Uint8Array[], takesRuns: boolean): Heard {
  const told: string[] = [];
  let together = 0;
  let runs = 0;
  let offered = 0;
  let shape: FrameShape | undefined;
  const stage: Transducer<SseFrame> = {
    push(frame) {
      shape = shapeOf(frame);
      told.push(`${frame.data}${frame.unterminated === true ? " (cut)" : ""}`);
    },
    end: (stray) => void told.push(`end ${stray}`),
    stop: (reason) => void told.push(JSON.stringify(reason)),
    ...(takesRuns && {
      runs: {
        shape: () => shape,
        take(within) {
          offered += within.length;
          const odd = within.findIndex((text) => /["\\\r\n]/.test(text));
          const taken = odd < 0 ? within : within.slice(0, odd);
          told.push(...taken.map((text) => `${shape?.before}${text}${shape?.after}`));
          together += taken.length;
          runs++;
          return taken.length;
        },
      },
    }),
  };
  const bytes = decoder("sse", stage);
  for (const piece of pieces) bytes.push(piece);
  bytes.end();
  return { told, offered, together, runs };
}

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "one", "é", "😀", "two words", "") },
  fc.constantFrom('"', "\\", "\r", '","o":1', '"}'),
);
const said = fc.tuple(fc.constantFrom("", "", "", "o"), text, fc.constantFrom("", "", "", '","o":1'));
const data = said.map(([before, it, after]) => `{"t":"${before}${it}${after === "" ? '"}' : `${after}}`}`);
const way = fc.constantFrom("plain", "plain", "plain", "named", "spaceless", "noted", "split", "marked");
const lineEnd = fc.oneof({ weight: 8, arbitrary: fc.constant("\n") }, fc.constantFrom("\r\n", "\r"));

function written(it: string, { as, end }: { readonly as: string; readonly end: string }): string {
  const line = `data: ${it}`;
  const half = Math.ceil(it.length / 2);
  const lines: Readonly<Record<string, readonly string[]>> = {
    named: ["event: named", line],
    spaceless: ["event:x", `data:${it}`],
    noted: [": still here", line],
    split: [`data: ${it.slice(0, half)}`, `data: ${it.slice(half)}`],
    marked: [line, "id: 7"],
  };
  return [...(lines[as] ?? [line]), "", ""].join(end);
}

const stream = fc
  .tuple(
    fc.array(fc.tuple(data, way, lineEnd), { minLength: 4, maxLength: 24 }),
    fc.constantFrom("", "data: x", "\n", "\ufeff"),
  )
  .map(([events, tail]) => events.map(([it, as, end]) => written(it, { as, end })).join("") + tail);

function cut(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const places = [...new Set([0, ...cuts.map((at) => at % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

it("what is taken together is what each event would have told, wherever the bytes are cut", () => {
  let together = 0;
  fc.assert(
    fc.property(stream, fc.array(fc.nat(), { maxLength: 6 }), (it, cuts) => {
      const pieces = cut(new TextEncoder().encode(it), cuts);
      const runs = heard(pieces, true);
      expect(runs.told).toEqual(heard(pieces, false).told);
      together += runs.together;
    }),
    { numRuns: 5000 },
  );
  expect(together).toBeGreaterThan(1000);
});

it("what is no UTF-8 in the midst of a run stops the stream at the event it would have stopped at", () => {
  const junk = fc.tuple(fc.nat(), fc.constantFrom(0x80, 0xc3, 0xe2, 0xff));
  const saidTexts = fc.array(fc.constantFrom("a", "é", "\ufffd", "😀"), { minLength: 4 });
  fc.assert(
    fc.property(saidTexts, junk, fc.boolean(), (texts, [place, byte], comeAlone) => {
      const events = texts.map((it) => new TextEncoder().encode(`data: {"t":"${it}"}\n\n`));
      const bytes = Uint8Array.from(events.flatMap((event) => [...event]));
      bytes[place % bytes.length] = byte;
      const ends = events.map((_, at) => events.slice(0, at + 1).reduce((sum, { length }) => sum + length, 0));
      const alone = ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
      const pieces = comeAlone ? alone : [bytes];
      expect(heard(pieces, true).told).toEqual(heard(pieces, false).told);
    }),
    { numRuns: 2000 },
  );
});

it.each(["\n", "\r\n"])("all events of a read that are alike are one run: %j", (end) => {
  const events = Array.from({ length: 100 }, (_, at) => `event: x${end}data: {"t":"word ${at}"}${end}${end}`);
  const { told, together, runs } = heard([new TextEncoder().encode(events.join(""))], true);
  expect([told.length, together, runs]).toEqual([101, 99, 1]);
});

it.each([2, 3, 5, 100])("events are not looked at again for each of which the run is taken up to the %dth", (step) => {
  const count = 3000;
  const events = Array.from({ length: count }, (_, at) => `data: {"t":"${at % step === 0 ? "\\n" : "word"}"}\n\n`);
  const pieces = [new TextEncoder().encode(events.join(""))];
  const { told, offered } = heard(pieces, true);
  expect(told).toEqual(heard(pieces, false).told);
  expect(offered).toBeLessThan(4 * count);
});
