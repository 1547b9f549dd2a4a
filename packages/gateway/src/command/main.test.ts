import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { NEEDLESS_OPTIONS, needlessVariables, REFUSED_OPTIONS } from "./brought-options.ts";
import { main } from "./main.ts";

function configFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "config.yaml");
  writeFileSync(path, "general_settings: {master_key: sk-master}\n");
  return path;
}

async function told(argv: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  let text = "";
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  return { code: await main(argv), text };
}

it("says why it cannot listen, without telling how it is used", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  onTestFinished(() => void server.close());
  const { code, text } = await told(["--config", configFile(), "--port", String(port)]);
  expect(code).toBe(1);
  expect(text).toContain(`address already in use 127.0.0.1:${port}; --port chooses another one`);
  expect(text).not.toContain("usage:");
});

it("tells how it is used where an option is unknown", async () => {
  const { code, text } = await told(["--confg", "config.yaml"]);
  expect(code).toBe(2);
  expect(text).toMatch(/^lintel: Unknown option '--confg'\n/);
  expect(text).toContain("usage:");
});

it("says where a configuration belongs that was named by itself", async () => {
  const { code, text } = await told(["config.yaml"]);
  expect(code).toBe(2);
  expect(text).toMatch(/^lintel: config\.yaml: no such command, and a configuration is named with --config\n/);
});

it.each([
  ["--port", ["--port", "65536"], {}],
  ["PORT", [], { PORT: "here" }],
  ["--workers", ["--workers", "many"], {}],
  ["NUM_WORKERS", [], { NUM_WORKERS: "1.5" }],
] as const)("names what is wrong as it was given: %s", async (name, options, variables) => {
  for (const [variable, value] of Object.entries(variables)) vi.stubEnv(variable, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { code, text } = await told(["--config", configFile(), ...options]);
  expect(code).toBe(2);
  expect(text).toMatch(new RegExp(`^lintel: ${name}: `));
});

it.each([
  ["limit_concurrency", "10", "requests are not limited"],
  ["prometheus_metrics_port", "9090", "metrics are told at /metrics"],
])("takes no notice of %s, be it an option or a variable, and says so of both", (name, value, why) => {
  expect(REFUSED_OPTIONS.has(name)).toBe(false);
  expect(NEEDLESS_OPTIONS[name]).toMatchObject({ type: "string", why: expect.stringContaining(why) });
  const variable = name.toUpperCase();
  expect(needlessVariables({ [variable]: value })).toEqual([
    `the variable ${variable} is not looked at: ${NEEDLESS_OPTIONS[name]?.why}`,
  ]);
});

it.each([
  [["--model", "gpt-4o"], "--model is not taken: models stand in the configuration"],
  [["--ssl_keyfile_path=key.pem"], "--ssl_keyfile_path is not taken: TLS is not spoken here"],
] as const)("says of LiteLLM's option %j what does it instead", async (options, answer) => {
  const { code, text } = await told(["--config", configFile(), ...options]);
  expect(code).toBe(2);
  expect(text).toContain(answer);
});

it.each(["SSL_KEYFILE_PATH", "SSL_CERTFILE_PATH"])(
  "does not serve in clear text where %s asks for TLS",
  async (name) => {
    vi.stubEnv(name, "/etc/tls/pem");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { code, text } = await told(["--config", configFile()]);
    expect(code).toBe(2);
    expect(text).toMatch(new RegExp(`^lintel: the variable ${name} is not taken: TLS is not spoken here`));
    expect(text).not.toContain("/etc/tls/pem");
    expect(needlessVariables({ [name]: "/etc/tls/pem" })).toEqual([]);
  },
);
