import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { answersFor } from "./clients/answers.ts";
import pins from "./clients/pins.json" with { type: "json" };

const environments = process.env.LINTEL_CLIENTS ?? "";
const folder = mkdtempSync(join(tmpdir(), "lintel-clients-"));

afterAll(() => rmSync(folder, { recursive: true }));

async function read(client: keyof typeof pins): Promise<{ readonly status: number | null; readonly said: string }> {
  const answers = join(folder, `${client}.jsonl`);
  writeFileSync(answers, await answersFor(client));
  const { version, reader } = pins[client];
  const python = join(environments, `${client}-${version}`, "bin", "python");
  const script = join(import.meta.dirname, "clients", reader);
  const { status, stdout, stderr, error } = spawnSync(python, [script, answers], { encoding: "utf8", timeout: 60_000 });
  return { status, said: error?.message ?? `${stdout}${stderr}` };
}

describe.skipIf(environments === "")("the official Python client reads strictly what the recorded cases give", () => {
  it.each(["anthropic", "openai"] as const)("of %s", { timeout: 90_000 }, async (client) => {
    const { status, said } = await read(client);
    console.log(said.trimEnd());
    expect(status, said).toBe(0);
  });
});
