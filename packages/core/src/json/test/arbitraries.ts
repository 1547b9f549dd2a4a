import fc from "fast-check";
import { float, int, type Json, object } from "../index.ts";

const key = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.integer({ min: 0, max: 30 }).map(String),
  fc.constantFrom("__proto__", "constructor", "toJSON", "kind", "4294967294", "4294967295", "01", "-1"),
);

/** Texts with everything that has to be escaped, lone surrogates too. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom('"', "\\", "\n", "\u0000", "\u007f", "\u00e9", "\u2028", "\ud83d", "\ude00", "a", "'", " "),
      { maxLength: 50 },
    )
    .map((units) => units.join("")),
);

/** Numbers as JSON writes them, in every spelling. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map(String)
    .map((text) => text.replace("e+", "e")),
  fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }).map(String),
  fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][-+]?[0-9]{1,3})?$/),
  fc.stringMatching(/^-?0\.[0-9]{1,24}$/),
  fc.constantFrom("0", "-0", "1.0", "-0.0", "1e5", "9007199254740992", "9007199254740993", "9007199254740994"),
);

/** Any value of ours: every kind of number, keys in every order. */
export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    anyText,
    fc.double().map(float),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(int),
    fc.integer(),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }).map(object),
  ),
})).value;

const space = fc.constantFrom("", "", "", " ", "\n\t", "\r ");

function spaced(parts: readonly string[], around: string): string {
  return parts.map((part) => around + part + around).join(",");
}

/** Any JSON text, with white space, repeated keys and numbers in every spelling. */
export const anyJsonText: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom("null", "true", "false"),
    anyText.map((text) => JSON.stringify(text)),
    numberText,
    numberText,
    fc.tuple(fc.array(tie("value"), { maxLength: 6 }), space).map(([items, around]) => `[${spaced(items, around)}]`),
    fc.tuple(fc.array(fc.tuple(key, tie("value")), { maxLength: 6 }), space).map(
      ([members, around]) =>
        `{${spaced(
          members.map(([name, value]) => `${JSON.stringify(name)}${around}:${value}`),
          around,
        )}}`,
    ),
  ),
})).value;

/** JSON texts with a unit put in, taken out or everything after it cut off. */
export const damagedText: fc.Arbitrary<string> = fc
  .tuple(
    anyJsonText,
    fc.nat(),
    fc.constantFrom("", '"', "\\", "{", "}", "[", "]", ",", ":", ".", "e", "-", "0", "NaN", "\u0001"),
    fc.constantFrom(0, 1, 1000),
  )
  .map(([text, place, put, taken]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + put + text.slice(at + taken);
  });
