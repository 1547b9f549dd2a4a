import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isObject, type JsonObject, parse } from "@lintel/core/json";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CallRecord } from "../record.ts";
import { call, reported } from "../test/call.ts";
import { type LogObserverOptions, logObserver } from "./log-observer.ts";
import { createLogger, type LoggerOptions } from "./logger.ts";

function read(line: string): JsonObject {
  const parsed = parse(line);
  if (!parsed.ok || !isObject(parsed.value)) throw new Error(line);
  return parsed.value;
}

function linesOf(options: LogObserverOptions, records: readonly CallRecord[]): readonly string[] {
  const lines: string[] = [];
  const observer = logObserver({ ...options, destination: { write: (line) => lines.push(line) } });
  for (const record of records) observer.ended(record);
  return lines;
}

function lineOf(record: CallRecord): JsonObject {
  const [line = ""] = linesOf({}, [record]);
  return read(line);
}

function fault(status: number, over: Partial<NonNullable<CallRecord["fault"]>> = {}): NonNullable<CallRecord["fault"]> {
  return { kind: "InternalServerError", status, message: "no luck", origin: "provider", ...over };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "lintel-logs-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

describe("the log of calls", () => {
  it("wants to hear of no call that its level leaves out", () => {
    const { wants } = logObserver({
      level: "error",
      destination: { write: () => undefined },
      silentPaths: new Set(["/health"]),
    });
    expect(wants?.({ path: "/chat/completions" })).toBe(false);
    expect(wants?.({ path: "/chat/completions", fault: fault(404, { origin: "caller" }) })).toBe(false);
    expect(wants?.({ path: "/chat/completions", fault: fault(503) })).toBe(true);
    expect(wants?.({ path: "/health", fault: fault(503) })).toBe(false);
  });

  it("has one line a call, with LiteLLM's members first", () => {
    const [line = "", ...more] = linesOf({}, [
      call({ losses: [{ pointer: "/top_k", action: "dropped", reason: "no" }] }),
    ]);
    expect(more).toEqual([]);
    expect(read(line)).toEqual({
      level: "INFO",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      component: "lintel",
      message: "POST /v1/chat/completions",
      call_id: "call-1",
      endpoint: "chat",
      status: 200,
      duration_ms: 42,
      upstream_ms: 30,
      model: "chat",
      provider: "openai",
      deployment: "chat-1",
      deployment_model: "gpt-4o-mini",
      key: "5e884898da28",
      key_alias: "ops",
      client_ip: "127.0.0.1",
      attempts: 1,
      input_tokens: 20,
      output_tokens: 10,
      cost: 0.000009,
      losses: 1,
    });
  });

  it("tells a stream's first chunk, a caller who went away, and counted tokens as such", () => {
    const usage = { ...reported({ prompt_tokens: 3, completion_tokens: 1 }), origin: "estimated" as const };
    expect(lineOf(call({ streamed: true, firstChunkMs: 12.3456, cancelled: true, usage }))).toMatchObject({
      streamed: true,
      first_chunk_ms: 12.346,
      cancelled: true,
      input_tokens: 3,
      usage_origin: "estimated",
    });
  });

  it.each([
    [fault(400, { origin: "caller" }), "WARN"],
    [fault(429), "WARN"],
    [fault(500), "ERROR"],
    [fault(408, { origin: "host" }), "ERROR"],
  ])("tells a fault by its weight: %o is %s", (its, level) => {
    const { deployment: _, ...failed } = call({ status: its.status, fault: its });
    expect(lineOf(failed)).toMatchObject({ level, fault: "InternalServerError", error: "no luck" });
  });

  it("never tells a key, a body, or a text without end", () => {
    const key = `sk-${"a1".repeat(20)}`;
    const body = "Tell me a secret. ".repeat(10_000);
    const [line = ""] = linesOf({}, [
      call({
        path: `/v1/${"x".repeat(10_000)}`,
        model: "m".repeat(100_000),
        fault: fault(400, { message: `Incorrect API key provided: ${key}. ${body}` }),
      }),
    ]);
    expect(line).not.toContain(key);
    expect(line).toContain("REDACTED");
    expect(line.length).toBeLessThan(2500);
  });

  it("tells what was lost at the level of debugging only", () => {
    const losses = [{ pointer: "/top_k", action: "dropped", reason: "not supported" }] as const;
    expect(linesOf({ level: "info" }, [call({ losses })])).toHaveLength(1);
    const [, second = ""] = linesOf({ level: "debug" }, [call({ losses })]);
    expect(read(second)).toMatchObject({ level: "DEBUG", call_id: "call-1", losses });
  });

  it("leaves out what is below its level and paths that are silent", () => {
    expect(linesOf({ level: "warn" }, [call(), call({ fault: fault(429) })])).toHaveLength(1);
    expect(linesOf({ silentPaths: new Set(["/health"]) }, [call({ path: "/health" }), call()])).toHaveLength(1);
  });

  it("writes text for people that cannot rewrite their terminal", () => {
    const [line = ""] = linesOf({ format: "text", isColoured: true }, [call({ model: "a\u001b[2Jb" })]);
    expect(line).toMatch(/^\d\d:\d\d:\d\d\.\d{3} /);
    expect(line).toContain(
      " \u001b[32mINFO \u001b[0m POST /v1/chat/completions call_id=call-1 endpoint=chat status=200 ",
    );
    expect(line).toContain("model=a [2Jb");
    expect(line.indexOf("\n")).toBe(line.length - 1);
  });
});

describe("a logger that writes to a file", () => {
  it("has written everything when it is closed", async () => {
    const path = join(folder(), "deep", "calls.log");
    const observer = logObserver({ destination: path });
    for (let at = 0; at < 300; at++) observer.ended(call({ id: `call-${at}` }));
    await observer.close?.();
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(300);
    expect(read(lines[299] ?? "")).toMatchObject({ call_id: "call-299" });
  });

  it("does not close a logger that is shared", () => {
    expect(logObserver({ logger: createLogger({ destination: { write: () => {} } }) }).close).toBeUndefined();
  });

  it.each([
    ["an uncaught error", "throw new Error('boom')"],
    ["an exit", "process.exit(3)"],
  ])("writes out what waits at %s", (_, end) => {
    const path = folder();
    const options: LoggerOptions = { destination: join(path, "calls.log") };
    const logger = pathToFileURL(join(import.meta.dirname, "logger.ts")).href;
    writeFileSync(
      join(path, "crash.mjs"),
      `import { createLogger } from ${JSON.stringify(logger)};
       const logger = createLogger(${JSON.stringify(options)});
       logger.log("info", "last words");
       ${end};`,
    );
    const run = (): Buffer =>
      execFileSync(process.execPath, ["--conditions=@lintel/source", join(path, "crash.mjs")], { stdio: "pipe" });
    expect(run).toThrow();
    expect(readFileSync(join(path, "calls.log"), "utf8")).toContain("last words");
  });
});
