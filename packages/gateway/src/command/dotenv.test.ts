import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { dotenv, loadDotenv } from "./dotenv.ts";

describe("a .env is read as python-dotenv reads it", () => {
  it.each([
    ["A=1\nexport B = two words # said\r\nC=#kept\nD= # none", { A: "1", B: "two words", C: "#kept", D: "" }],
    [`A='it''s'\nB='it\\'s \\n'\nC="a\\n\\"b\\"\\u0041"`, { B: "it's \\n", C: 'a\n"b"\\u0041' }],
    ['A="first\nsecond"\nB=x', { A: "first\nsecond", B: "x" }],
    ["A=1\nB=\u0024{A}-\u0024{C:-none}-\u0024{D}\nE='\u0024{A}'\nF=$A", { A: "1", B: "1-none-", E: "1", F: "$A" }],
    ["\ufeffA=1\nA=2\nB=1\nB\n'C D'=3\n=4\n", { A: "2", "C D": "3" }],
  ])("%j", (text, read) => {
    expect(dotenv(text, {})).toEqual(read);
  });

  it.each([
    ["A=\u0024{B:x}\u0024{C}-\u0024{D:-\u0024{E}\u0024{}\u0024", { A: "\u0024{B:x}c-\u0024{E\u0024" }],
    ["A=\u0024{C:-}|\u0024{X:-}|\u0024{X:-a:-b}|\u0024{ C}|\u0024{C", { A: "c||a:-b||\u0024{C" }],
    ["A=a#b\t# c # d", { A: "a#b" }],
  ])("%j", (text, read) => {
    expect(dotenv(text, { C: "c" })).toEqual(read);
  });

  it.each([
    ["blanks", " ", "x"],
    ["beginnings of names", "\u0024{", "x"],
    ["names without an end", "\u0024{", ":x}"],
    ["defaults without an end", "\u0024{a:-", "x"],
    ["signs of comments", "#", "x"],
  ])("and %s, however many, in time", (_, unit, end) => {
    const before = process.cpuUsage();
    dotenv(`A=x${unit.repeat(200_000)}${end}`, {});
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });

  it("and what is set already goes before it", () => {
    expect(dotenv("A=file\nB=\u0024{A}", { A: "shell" })).toEqual({ B: "shell" });
  });
});

describe("the nearest .env", () => {
  function folder(): string {
    const path = mkdtempSync(join(tmpdir(), "lintel-"));
    onTestFinished(() => rmSync(path, { recursive: true }));
    writeFileSync(join(path, ".env"), "A=above\nB=1");
    mkdirSync(join(path, "below"));
    return join(path, "below");
  }

  it("is loaded from a folder above, and leaves what is set", () => {
    const env = { B: "2" };
    loadDotenv(folder(), env);
    expect(env).toEqual({ A: "above", B: "2" });
  });

  it.each([{ LITELLM_MODE: "PRODUCTION" }, { PYTHON_DOTENV_DISABLED: "True" }])("is not loaded with %j", (off) => {
    const env = { ...off };
    loadDotenv(folder(), env);
    expect(env).toEqual(off);
  });
});
