import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tooOld } from "./node-version.ts";

it.each(["22.19.0", "22.20.1", "23.0.0", "24.4.1"])("the gateway runs on Node.js %s", (version) => {
  expect(tooOld(version)).toBeUndefined();
});

it.each(["18.20.0", "20.20.2", "22.18.0"])("the gateway says what it needs on Node.js %s", (version) => {
  expect(tooOld(version)).toBe(`Node.js 22.19 or later is needed, and this is ${version}`);
});

it("what is needed is what the package asks for", () => {
  const { engines } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  expect(tooOld("0.0.0")).toContain(`Node.js ${engines.node.replace(">=", "")} or later`);
});
