import { expect, test } from "vitest";
import { isMatch } from "./python-pattern.ts";

test.each([
  ["^\\w+$", "é1", "holds"],
  ["^[\\w-]+$", "é-1", "holds"],
  ["^\\d+$", "٣", "holds"],
  ["a.c", "a\u2028c", "holds"],
  ["a.c", "a\nc", "fails"],
  ["^a$", "a\n", "holds"],
  ["\\@", "a@b", "holds"],
  ["[[]", "[", "holds"],
  ["^(\\d{3}-){2}\\d{4}$", "555-123-4567", "holds"],
  ["(?P<year>\\d)", "1", "open"],
  ["[^\\W]", "a", "open"],
  ["(a", "a", "open"],
])("%s in %j %s", (pattern, text, verdict) => {
  expect(isMatch(pattern, text)).toBe(verdict);
});

test.each([
  "^(a+)+$",
  "^(a|a)*$",
  "^(a|b|ab)*c$",
  "(x+x+)+y",
  "a*a*a*a*a*b",
  "^(a?){50}a{50}$",
  "(a{0,50}){9}b",
  `${"a?".repeat(30)}b`,
])("%s is not searched: it could go on for ever", (pattern) => {
  expect(isMatch(pattern, "a".repeat(60))).toBe("open");
});
