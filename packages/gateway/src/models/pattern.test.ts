import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deployment } from "../test/running.ts";
import { captured, patternsOf } from "./pattern.ts";

function starsOf(pattern: string, name: string): readonly string[] | undefined {
  const [own] = patternsOf([deployment(pattern, { model: "openai/*" })]);
  return own && captured(own, name);
}

describe("a pattern", () => {
  it("takes what Python's re.match takes, with the same text for each star", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "\n"), maxLength: 12 });
    const pattern = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "/"), maxLength: 2 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(pattern, text, (parts, name) => {
        const expected = new RegExp(`^${parts.join("([^\\n]*)")}`).exec(name)?.slice(1);
        expect(starsOf(parts.join("*"), name)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("is found wanting at once in a name that is made to be tried everywhere", () => {
    const began = performance.now();
    expect(starsOf("a*b*c*d*e*f*g*h", `a${"bcdefg".repeat(20_000)}`)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
