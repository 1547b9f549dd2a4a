import fc from "fast-check";
import { expect, it } from "vitest";
import { wholeArguments } from "./whole-arguments.ts";

function isObjectText(text: string): boolean {
  try {
    JSON.parse(text);
    return text.trimEnd().endsWith("}");
  } catch {
    return false;
  }
}

const TEXTS = fc.oneof(
  fc.object().map((value) => JSON.stringify(value)),
  fc.object().map((value) => `${JSON.stringify(value, null, 1)} \n`),
  fc.array(fc.constantFrom("{", "}", "[", "]", '"', "\\", ":", ",", "a", " ", "1")).map((parts) => parts.join("")),
);

it("a call's arguments are whole exactly when they are one object, wherever they are cut", () => {
  fc.assert(
    fc.property(TEXTS, (text) => {
      let said = "";
      const whole = wholeArguments(() => said);
      for (const character of text) {
        said += character;
        whole.push(character);
        expect([said, whole.isWhole()]).toEqual([said, isObjectText(said)]);
      }
    }),
    { numRuns: 300 },
  );
});
