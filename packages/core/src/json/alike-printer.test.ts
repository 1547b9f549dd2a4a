import fc from "fast-check";
import { expect, it } from "vitest";
import {
  alikePrinter,
  float,
  int,
  type Json,
  type JsonObject,
  object,
  print,
  pythonCompact,
  pythonDumps,
} from "./index.ts";

const text = fc.oneof(fc.string(), fc.constantFrom('"', "\\", "\n", "\ud800", "é", "😀", "a", "b", "\x7f"));
const number = fc.oneof(
  fc.nat(),
  fc.constantFrom<Json>(-1, 0, -0, 1.5, int("9007199254740993"), float(1), float("1e22")),
);
const key = fc.constantFrom("id", "kind", "delta", "1", "2", "__proto__", "text", 'q"');

const leaf: fc.Arbitrary<Json> = fc.oneof(text, number, fc.constantFrom<Json>(null, true, false));
const shape: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    leaf,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 4 }).map((members) => object(members)),
  ),
})).tree;

const event = fc
  .tuple(
    fc.constantFrom("delta", "done"),
    leaf,
    leaf,
    fc.oneof({ weight: 6, arbitrary: fc.constant<Json>({ a: [1e-7] }) }, shape),
  )
  .map(([type, delta, index, more]): JsonObject => ({ type, choices: [{ index, delta: { content: delta } }], more }));

function orjson(value: Json): string {
  const printed = print(value, "orjson");
  return printed.ok ? printed.text : pythonCompact(value);
}

function orjsonText(value: string): string | undefined {
  const printed = print(value, "orjson");
  return printed.ok ? printed.text : undefined;
}

it.each([
  ["pythonCompact", pythonCompact, undefined],
  ["pythonDumps", pythonDumps, undefined],
  ["orjson, or Python where that refuses,", orjson, orjsonText],
])("prints each value of a stream as %s prints it alone", (_, print, printText) => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      const printed = alikePrinter(print, printText);
      for (const it of events) expect(printed(it)).toBe(print(it));
    }),
    { numRuns: 2000 },
  );
});

it("prints objects of any shape, alike or not, as they are printed alone", () => {
  const list = fc.array(
    shape.map((value) => object([["value", value]])),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(list, (values) => {
      const printed = alikePrinter(pythonCompact);
      for (const value of [...values, ...values]) expect(printed(value)).toBe(pythonCompact(value));
    }),
    { numRuns: 2000 },
  );
});

it("prints anew only what is unlike the last", () => {
  let whole = 0;
  const printed = alikePrinter((value) => {
    if (typeof value === "object") whole++;
    return pythonCompact(value);
  });
  const texts = Array.from({ length: 50 }, (_, at) => printed({ id: "x", at, delta: { content: ` token${at}` } }));
  expect(texts.at(-1)).toBe('{"id":"x","at":49,"delta":{"content":" token49"}}');
  expect(whole).toBeLessThan(6);
});
