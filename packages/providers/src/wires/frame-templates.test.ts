import { alikeChunk } from "@lintel/core";
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

it("a frame that is like a learned one is what it would be parsed", () => {
  let filled = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(event, styles), { maxLength: 12 }), (events) => {
      const alike = templates<EventPart>();
      for (const [value, style] of events) {
        const data = written(value, style);
        const whole = parsedEvent(data);
        const learned = alike.fill(data);
        const part = eventPart(whole);
        if (learned !== undefined) {
          filled++;
          expect(alikeChunk(learned.frame, alike.text(), learned.part)).toEqual(whole);
          expect(learned.part).toBe(part);
        } else if (part !== undefined) alike.learn(data, whole, part);
      }
    }),
    { numRuns: 3000 },
  );
  expect(filled).toBeGreaterThan(100);
});

it("a frame that ends elsewhere, says nothing, or is no JSON is like none", () => {
  const alike = templates<EventPart>();
  const data = (text: string) =>
    `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"}}`;
  const whole = parsedEvent(data("Hi"));
  const part = eventPart(whole);
  if (part !== undefined) alike.learn(data("Hi"), whole, part);
  expect(alike.fill(data("you"))).toBeDefined();
  for (const text of ["", "\n", '"', "\\x", 'a","text":"b', "\\"]) expect(alike.fill(data(text)), text).toBeUndefined();
  expect(alike.fill(`${data("you")} `)).toBeUndefined();
});
