import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINE_ENVIRONMENT, ENGINE_FLAGS, engineFlags, type Place, SPARING, tuneEngine } from "./engine.ts";

const run = promisify(execFile);
const PROGRAM = `
import { tuneEngine } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "engine.ts")).href)};
tuneEngine();
console.log(JSON.stringify({ pid: process.pid, flags: process.execArgv, args: process.argv.slice(2), told: process.env.TOLD, arenas: process.env.MALLOC_ARENA_MAX, kept: process.env.MALLOC_TRIM_THRESHOLD_ }));
`;
const CONTEXTLESS = process.allowedNodeEnvironmentFlags.has("--no-async-context-frame")
  ? ["--no-async-context-frame"]
  : [];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lintel-engine-"));
  await writeFile(join(folder, "program.mjs"), PROGRAM);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function place(own: Partial<Place>): Place & { readonly started: unknown[][] } {
  const started: unknown[][] = [];
  const execve = (...args: unknown[]): never => {
    started.push(args);
    throw new Error("execve came back");
  };
  return {
    argv: ["node", "lintel"],
    env: {},
    execArgv: [],
    execPath: "node",
    connected: false,
    execve,
    started,
    ...own,
  };
}

describe("the engine's settings", () => {
  it.skipIf(process.platform === "win32")("are there, beside those that were given, in the same process", async () => {
    const child = run(process.execPath, ["--stack-trace-limit=7", join(folder, "program.mjs"), "--port", "0"], {
      env: { ...process.env, NODE_OPTIONS: "", TOLD: "yes" },
    });
    const { stdout, stderr } = await child;
    expect(JSON.parse(stdout)).toEqual({
      pid: child.child.pid,
      flags: [...ENGINE_FLAGS, ...CONTEXTLESS, "--stack-trace-limit=7"],
      args: ["--port", "0"],
      told: "yes",
      arenas: "1",
      kept: "131072",
    });
    expect(stderr).toBe("");
  });

  it("go before those that were given, which so decide", () => {
    const own = place({ execArgv: ["--max-semi-space-size=32"] });
    tuneEngine(own);
    expect(own.started).toEqual([
      ["node", ["node", ...ENGINE_FLAGS, ...CONTEXTLESS, "--max-semi-space-size=32", "lintel"], ENGINE_ENVIRONMENT],
    ]);
  });

  it("leave the C library's as they were given", () => {
    const own = place({ env: { MALLOC_ARENA_MAX: "8" } });
    tuneEngine(own);
    expect(own.started).toEqual([
      ["node", ["node", ...ENGINE_FLAGS, ...CONTEXTLESS, "lintel"], { ...ENGINE_ENVIRONMENT, MALLOC_ARENA_MAX: "8" }],
    ]);
  });

  it.each([
    { execArgv: ["--import", "./tracer.mjs"] },
    { execArgv: ["--require=./tracer.cjs"] },
    { execArgv: ["-r", "./tracer.cjs"] },
    { env: { NODE_OPTIONS: "--max-old-space-size=400 --import=./tracer.mjs" } },
  ])("leave contexts of asynchronous calls to what is loaded before the program: %j", (own) => {
    const there = place(own);
    tuneEngine(there);
    const { execArgv, env } = there;
    expect(there.started).toEqual([
      ["node", ["node", ...ENGINE_FLAGS, ...execArgv, "lintel"], { ...ENGINE_ENVIRONMENT, ...env }],
    ]);
  });

  it.each([
    ["it already runs under them", { execArgv: [...ENGINE_FLAGS] }],
    ["a parent speaks to it", { connected: true }],
  ])("start nothing where %s", (_, own) => {
    const there = place(own);
    tuneEngine(there);
    expect(there.started).toEqual([]);
  });

  it("are those that the version of V8 knows", () => {
    const overlapping = "--no-separate-gc-phases";
    expect(engineFlags("13.6.233.17-node.53")).toContain(overlapping);
    expect(engineFlags("14.1.146.11-node.25")).toEqual(
      engineFlags("13.6.233.17-node.53").filter((it) => !/separate-gc|-trigger=/.test(it)),
    );
    const sparing = ["12.4.254.21-node.29", "13.6.233.17-node.53", "14.1.146.11-node.25", "14.6.202.34-node.34"];
    expect(sparing.map((it) => engineFlags(it).includes(SPARING))).toEqual([false, true, true, false]);
  });

  it("are none for a V8 that nobody has tried them with, which may not start under them", () => {
    expect(engineFlags("15.0.1-node.1")).toEqual([]);
  });

  it("are left out where the platform has no such call", () => {
    const { execve: _, ...there } = place({});
    expect(() => tuneEngine(there)).not.toThrow();
  });
});
