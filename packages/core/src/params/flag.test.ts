import { describe, expect, it } from "vitest";
import { float } from "../json/index.ts";
import { flag } from "./flag.ts";

describe("a flag", () => {
  it.each([true, "true", "TRUE ", "yes", "1", 1, float("1.0"), "t", "on"])("is on as %o", (value) => {
    expect(flag(value)).toBe(true);
  });

  it.each([false, "false", "off", 0, float("-0.0"), "n"])("is off as %o", (value) => {
    expect(flag(value)).toBe(false);
  });

  it.each([undefined, null, "maybe", "", 2, [], {}, "toString"])("is neither as %o", (value) => {
    expect(flag(value)).toBeUndefined();
  });
});
