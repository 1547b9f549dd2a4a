import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { ENGINE_FLAGS } from "./command/engine.ts";

const run = promisify(execFile);

/** A program that takes some 100 MB, lets go of them, and rests until they are given back, or for some seconds. */
const PROGRAM = `
import { letMemoryGo } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "let-memory-go.ts")).href)};
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const end = letMemoryGo(100);
let held = Array.from({ length: 800_000 }, (_, at) => ({ at, more: [at] }));
held = undefined;
await wait(100);
// A collection that V8 asks for itself: the pages it frees are kept for the next load.
for (let at = 0; at < 40; at++) {
  Array.from({ length: 40_000 }, () => [at]);
  await wait(5);
}
const most = process.memoryUsage.rss();
let least = most;
for (let at = 0; at < 600 && least > most - 50e6; at++) {
  await wait(100);
  least = Math.min(least, process.memoryUsage.rss());
}
end();
console.log(most - least);
`;

// V8 itself waits for eight seconds.
const FLAGS = [...ENGINE_FLAGS, "--gc-memory-reducer-start-delay-ms=300", "--input-type=module"];

describe("memory that a load has taken", () => {
  it("is given back once the process rests", async () => {
    const env = { ...process.env, NODE_OPTIONS: "" };
    const { stdout } = await run(process.execPath, [...FLAGS, "--eval", PROGRAM], { env, timeout: 100_000 });
    expect(Number(stdout)).toBeGreaterThan(50e6);
  }, 120_000);
});
