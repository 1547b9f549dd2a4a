import { alikeChunks } from "@lintel/core";
import { isObject, parse } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type EventPart, eventPart } from "./event-parts.ts";
import { templates } from "./frame-templates.ts";
import { styles, texts, written } from "./openai-chat/test/stream-arbitraries.ts";

const delta = fc.oneof(
  fc.record({ type: fc.constant("text_delta"), text: texts }),
  fc.record({ type: fc.constant("text_delta"), text: texts, note: fc.record({ text: texts }) }),
  fc.record({ type: fc.constant("thinking_delta"), thinking: texts }),
  fc.record({ type: fc.constant("input_json_delta"), partial_json: texts }),
  fc.record({ text: fc.constantFrom(null, 1, []) }),
);
const event = fc.record({
  type: fc.oneof({ weight: 8, arbitrary: fc.constant("content_block_delta") }, fc.constant("ping")),
  index: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.nat({ max: 1 })),
  delta,
});

function parsedEvent(data: string) {
  const parsed = parse(data);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}

it("what stands within a learned shape is what it would be parsed", () => {
  let filled = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(event, styles), { maxLength: 12 }), (events) => {
      const alike = templates<EventPart>();
      for (const [value, style] of events) {
        const data = written(value, style);
        const whole = parsedEvent(data);
        const part = eventPart(whole);
        const { before, after } = alike.shape() ?? { before: data, after: data };
        const isLike = data.startsWith(before) && data.slice(before.length).endsWith(after);
        const said = isLike ? alike.fill([data.slice(before.length, data.length - after.length)]) : undefined;
        if (said !== undefined) {
          filled++;
          expect(alikeChunks(said.frame, said.texts, said.part)).toEqual([whole]);
          expect(said.part).toBe(part);
        } else if (part !== undefined) alike.learn(data, whole, part);
      }
    }),
    { numRuns: 3000 },
  );
  expect(filled).toBeGreaterThan(100);
});

it("what ends elsewhere, says nothing, or is no JSON ends what is alike", () => {
  const alike = templates<EventPart>();
  const data = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}';
  const whole = parsedEvent(data);
  const part = eventPart(whole);
  if (part !== undefined) alike.learn(data, whole, part);
  expect(alike.fill(["you", "\\n"])?.texts).toEqual(["you", "\n"]);
  for (const within of ["", "\n", '"', "\\x", 'a","text":"b', "\\"]) {
    expect(alike.fill([within]), within).toBeUndefined();
    expect(alike.fill(["a", within, "b"])?.texts, within).toEqual(["a"]);
  }
});

it("what stands beside a padding is told with it", () => {
  const alike = templates<EventPart>({ padding: "p" });
  const data = '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"},"p":"x"}';
  const whole = parsedEvent(data);
  const part = eventPart(whole);
  if (part !== undefined) alike.learn(data, whole, part);
  const told = alike.fill(['you"},"p":"yz', 'me"},"p":"', 'us"},"q":"', 'we"},"p":"']);
  expect([told?.texts, told?.paddings]).toEqual([
    ["you", "me"],
    ["yz", ""],
  ]);
});
