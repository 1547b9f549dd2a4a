import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ANTHROPIC, laneOf, OPENAI, OPENAI_CHAT } from "../packages/gateway/src/test/lanes.ts";
import { MASTER_KEY } from "../packages/gateway/src/test/running.ts";
import claudeCode from "./clients/claude-code.json" with { type: "json" };
import pins from "./clients/pins.json" with { type: "json" };

const environments = process.env.LINTEL_CLIENTS ?? "";

interface Ran {
  readonly status: number | null;
  /** What it printed, and the same with its complaints. */
  readonly printed: string;
  readonly said: string;
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ran> {
  const { PATH = "" } = process.env;
  const child = spawn(command, args, { env: { PATH, ...env }, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
  let said = "";
  let printed = "";
  child.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    printed += bytes.toString();
  });
  child.stderr.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ status: null, printed, said: error.message }));
    child.on("close", (status) => resolve({ status, printed, said }));
  });
}

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-gateway-clients-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe.skipIf(environments === "")("over a running gateway (needs LINTEL_CLIENTS, a folder of clients)", () => {
  it.each([
    { client: "openai", kind: OPENAI },
    { client: "openai", kind: ANTHROPIC },
    { client: "anthropic", kind: ANTHROPIC },
    { client: "anthropic", kind: OPENAI },
    { client: "anthropic", kind: OPENAI_CHAT },
  ] as const)(
    "the official Python client $client reads all strictly, in front of $kind.lane",
    async ({ client, kind }) => {
      const { gateway } = await laneOf(kind);
      const python = join(environments, `${client}-${pins[client].version}`, "bin", "python");
      const script = join(import.meta.dirname, "clients", `talk_${client}.py`);
      const { status, printed, said } = await run(python, [script, gateway.url, MASTER_KEY], {});
      expect(status, said).toBe(0);
      expect(printed).toMatch(/^\d+ conversations\n$/);
    },
    90_000,
  );

  it.each([ANTHROPIC, OPENAI])(
    "Claude Code reads a file and answers, in front of $lane",
    async (kind) => {
      // It asks for an effort of thinking, which not every model takes.
      const settings = { ...kind.settings, drop_params: true };
      const { gateway, provider } = await laneOf({ ...kind, settings });
      const folder = folderOfTest();
      const file = join(folder, "weather.txt");
      writeFileSync(file, "18 degrees in Ulm\n");
      const command = join(environments, claudeCode.folder, "node_modules", ".bin", "claude");
      const asked = ["--bare", "-p", `How warm is it, by ${file}?`, "--model", "fast", "--output-format", "json"];
      const { status, printed, said } = await run(command, [...asked, "--allowedTools", "Read", "--add-dir", folder], {
        HOME: folder,
        ANTHROPIC_BASE_URL: gateway.url,
        ANTHROPIC_API_KEY: MASTER_KEY,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
        DISABLE_TELEMETRY: "1",
        DISABLE_ERROR_REPORTING: "1",
        DISABLE_AUTOUPDATER: "1",
      });
      expect(status, said).toBe(0);
      expect(JSON.parse(printed)).toMatchObject({ is_error: false, result: "It is 18 degrees in Ulm." });
      expect(provider.asked.at(-1)?.text).toContain("18 degrees in Ulm");
    },
    90_000,
  );
});
