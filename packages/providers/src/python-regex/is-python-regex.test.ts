import { expect, it } from "vitest";
import { isPythonRegex } from "./is-python-regex.ts";

const COMPILED = [
  "",
  "^[a-z]+$",
  "a{,3}b{2}c{1,}",
  "a{b}",
  "x{",
  "[]a]",
  "[^]]",
  "(?P<year>\\d{4})-(?P=year)",
  "(a)(?(1)b|c)",
  "(?<=ab|cd)e",
  "(?<=(?:a{2}))b",
  "(?i)a|b",
  "(?i-s:a)",
  "(?x) a # comment\n b*",
  "a++b*+c?+",
  "(?>a+)b",
  "\\u00e9\\x41\\07\\101",
  "\\N{EM DASH}",
  "(?#note)(?s).",
  "^(?!.*--)[\\w.-]+$",
  "(?:^)*",
  "[\\b\\-\\]]",
  "(?a)\\w",
];

const REFUSED = [
  "\\p{L}",
  "[\\p{Cc}]",
  "\\z",
  "\\e",
  "\\u{1F600}",
  "(?<year>a)",
  "(?|a|b)",
  "*a",
  "a**",
  "^*",
  "\\b+",
  "a{3,1}",
  "[z-a]",
  "[\\d-z]",
  "[",
  "[^",
  "(",
  ")",
  "(?",
  "(?P<1>a)",
  "(?P<a>b)(?P<a>c)",
  "(?P=none)",
  "\\1",
  "(\\1)",
  "(?<=a+)b",
  "(?<=a|bc)d",
  "(?<=(a)\\1)b",
  "(?(2)a)(b)",
  "(?(1)a|b|c)(d)",
  "a(?i)b",
  "(?au)a",
  "(?L)a",
  "(?-:a)",
  "(?-a:b)",
  "\\400",
  "\\x4",
  "\\",
];

it.each(COMPILED)("takes %j, which Python compiles", (pattern) => {
  expect(isPythonRegex(pattern)).toBe(true);
});

it.each(REFUSED)("refuses %j, which Python does not compile", (pattern) => {
  expect(isPythonRegex(pattern)).toBe(false);
});

it("refuses nesting at which Python gives up", () => {
  expect(isPythonRegex("(".repeat(5000) + ")".repeat(5000))).toBe(false);
});
