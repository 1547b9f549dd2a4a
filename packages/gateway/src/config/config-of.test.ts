import { join } from "node:path";
import { entries, type JsonObject, object, pythonDumps } from "@lintel/core/json";
import { describe, expect, test } from "vitest";
import type { GatewayConfig } from "./config.ts";
import { listOf, objectOf, readTexts, recordedLines, textsOf } from "./test/recorded.ts";

const LINES = recordedLines(join(import.meta.dirname, "fixtures/read.jsonl"));

function sorted(params: JsonObject, names: (name: string) => boolean = () => true): string {
  const members = entries(params).filter(([name]) => names(name));
  return pythonDumps(object(members.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

/** What a credential gives is put in when the configuration is read, not when a call is made. */
function comparable(params: JsonObject, recorded: JsonObject): string {
  return recorded.litellm_credential_name === undefined ? sorted(params) : sorted(params, (name) => name in recorded);
}

function expectSame(config: GatewayConfig, recorded: JsonObject): void {
  const expected = listOf(recorded.deployments).map(objectOf);
  expect(config.deployments.map(({ name, id }) => [name, id])).toEqual(
    expected.map(({ model_name: name, id }) => [name, id]),
  );
  for (const [at, { params }] of config.deployments.entries()) {
    const written = objectOf(expected[at]?.litellm_params);
    expect(comparable(params, written)).toBe(sorted(written));
  }
  expect(config.env).toMatchObject(textsOf(recorded.env));
  const flags = objectOf(recorded.flags);
  for (const name of ["drop_params", "modify_params", "num_retries", "request_timeout", "headers"])
    if (config.settings[name] !== undefined)
      expect(pythonDumps(config.settings[name])).toBe(pythonDumps(flags[name] ?? null));
  const router = objectOf(recorded.router);
  expect(config.router.numRetries ?? 2).toBe(router.num_retries);
  expect(config.router.retryAfter ?? 0).toBe(router.retry_after);
  expect(config.router.streamTimeout ?? null).toBe(router.stream_timeout);
  expect(Object.keys(config.aliases)).toEqual(Object.keys(objectOf(router.model_group_alias)));
}

describe("a configuration is read as LiteLLM's proxy reads it", () => {
  test.each(LINES.map((line) => [String(line.case), line] as const))("%s", async (_, line) => {
    const read = await readTexts(textsOf(line.files), textsOf(line.env));
    const recorded = objectOf(line.recorded);
    if (recorded.raised !== undefined) return expect(read.read).toBe("failed");
    if (read.read !== "config") throw new Error(read.problems.join("\n"));
    expectSame(read.config, recorded);
  });
});
