import { float, type Held, type JsonObject, pythonCompact } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { chatDialect } from "../endpoints/chat.ts";
import { messagesDialect } from "../endpoints/messages.ts";
import { responsesDialect } from "../endpoints/responses.ts";
import { alikeText } from "./alike-text.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.constantFrom("\ud800", "\u2028", 'a"b\\', "1000001", "lintel1000001", '"lintel1000002"', "\u007f", "é😀"),
);
const count = fc.integer({ min: 1, max: 999_999_999_999_999 });
const held = fc.tuple(text, text, count, count);

/** An answer that holds a text twice, and whose numbers stand beside others like them. */
function like() {
  const value = ([id = "", said = "", input = 0, output = 0]: readonly Held[]): JsonObject => ({
    id,
    model: "m",
    created: input,
    1000001: 1_000_003,
    temperature: float(1),
    said: [said, null, { said, nothing: null }],
    usage: { input, output, spent: [10_000_034, output] },
  });
  return { value };
}

it.each([chatDialect, messagesDialect, responsesDialect])(
  "an answer that is like others on $route is printed as it is from its beginning",
  (dialect) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(held, fc.constantFrom("m", "", "gpt", "a", "b", "1000001", "lintel1000001")), {
          minLength: 9,
        }),
        (answers) => {
          const one = like();
          for (const [said, asked] of answers) {
            const whole = pythonCompact(dialect.value(one.value(said), asked));
            expect(alikeText({ like: one, held: said }, { dialect, asked }) ?? whole).toBe(whole);
          }
        },
      ),
    );
  },
);

it("an answer is put together of pieces", () => {
  const one = { value: ([id = "", input = 0]: readonly Held[]): JsonObject => ({ id, usage: { input } }) };
  const told = alikeText({ like: one, held: ["it", 7] }, { dialect: messagesDialect, asked: "m" });
  expect(told).toBe('{"id":"it","usage":{"input":7}}');
});
