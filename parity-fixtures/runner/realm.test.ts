import { beforeAll, describe, expect, test } from "vitest";
import { bareRealm, type Realm } from "./realm.ts";

describe("a bare realm", () => {
  let realm: Realm;
  beforeAll(() => {
    realm = bareRealm();
  });

  test.each([
    "fetch",
    "process",
    "console",
    "setTimeout",
    "URL",
    "Buffer",
    "crypto",
    "performance",
    "require",
    "outer",
    "WebAssembly",
  ])("has no %s", (name) => {
    expect(realm.evaluate(`typeof ${name}`)).toBe("undefined");
  });

  test.each(["Date.now()", "new Date()", "Date()", "Math.random()"])("throws at %s", (code) => {
    expect(() => realm.evaluate(code)).toThrow(/reads neither clock nor chance/);
  });

  test.each(["eval('1')", "new Function('return 1')()", "(async () => {}).constructor('return 1')"])(
    "makes no code of text: %s",
    (code) => {
      expect(() => realm.evaluate(code)).toThrow(/Code generation from strings/);
    },
  );

  test("still makes dates of given moments", () => {
    expect(realm.evaluate("new Date(1700000000000).toISOString()")).toBe("2023-11-14T22:13:20.000Z");
  });

  test("gives bytes of its own kind", () => {
    expect(realm.evaluate("new TextEncoder().encode('é') instanceof Uint8Array")).toBe(true);
    expect(realm.evaluate("new TextDecoder().decode(new TextEncoder().encode('é'))")).toBe("é");
    expect(
      realm.evaluate(
        "(() => { const d = new TextDecoder(); return d.decode(Uint8Array.of(0xc3), { stream: true }) + d.decode(Uint8Array.of(0xa9)); })()",
      ),
    ).toBe("é");
    expect(() => realm.evaluate("new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xc3))")).toThrow(
      /not valid/,
    );
  });

  test("lets no path lead back to the outside", () => {
    expect(() => realm.evaluate("new TextEncoder().encode.constructor.constructor('return process')()")).toThrow(
      /Code generation/,
    );
    expect(() => realm.evaluate("this.constructor.constructor('return process')()")).toThrow(/Code generation/);
  });
});
