import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkCommand } from "./check.ts";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

async function check(text: string | Uint8Array, ...flags: readonly string[]): Promise<Ran> {
  return checkWide(text, undefined, flags);
}

async function checkWide(
  text: string | Uint8Array,
  columns: number | undefined,
  flags: readonly string[] = [],
): Promise<Ran> {
  const home = mkdtempSync(join(tmpdir(), "lintel-check-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const path = join(home, "config.yaml");
  writeFileSync(path, text);
  const ran = await command([path, ...flags], { columns });
  return { ...ran, out: ran.out.replaceAll(home, "") };
}

async function command(
  args: readonly string[],
  {
    env = {},
    columns,
  }: { readonly env?: Readonly<Record<string, string>>; readonly columns?: number | undefined } = {},
): Promise<Ran> {
  let [out, error] = ["", ""];
  const io = {
    env,
    columns,
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const code = await checkCommand(args, io);
  return { code, out, error };
}

const FINE = `
model_list:
  - model_name: gpt
    litellm_params: {model: openai/gpt-4o, api_key: os.environ/NOT_THERE}
litellm_settings: {drop_params: true, telemetry: false}
`;

const LACKING = `${FINE}router_settings: {fallbacks: [{gpt: [other]}], surplus: 1}\n`;

test("a configuration is told as a table, with warnings and a summary", async () => {
  const { code, out } = await check(FINE);
  expect(code).toBe(0);
  expect(out).toBe(`key                                   verdict   reason
model_list[0].model_name              honoured
model_list[0].litellm_params.model    honoured
model_list[0].litellm_params.api_key  ignored   the variable NOT_THERE is not set
litellm_settings.drop_params          honoured
litellm_settings.telemetry            ignored   nothing is told to anyone

warning: /config.yaml:4: the variable NOT_THERE is not set
1 file, 1 deployment; keys: 3 honoured, 2 ignored, 0 not implemented, 0 unknown.
`);
});

test("of a key that is there twice, the one that counts for nothing is told", async () => {
  const { code, out } = await check(`${FINE}litellm_settings: {drop_params: false}\n`);
  expect(code).toBe(0);
  expect(out).toContain("warning: /config.yaml:5: litellm_settings is there again further down, and that one counts\n");
  expect(out).not.toContain("telemetry");
  expect((await check(FINE)).out).not.toContain("again");
});

test("a table is as wide as its terminal, or 100 columns: reasons go on below, and no key is broken", async () => {
  const long = "auto_router_routing_compression_and_more";
  const text = `${FINE.replace("api_key: os.environ/NOT_THERE", `rpm: 5, ${long}: 1`)}general_settings: {cancel_on_disconnect: true}\n`;
  const rowsOf = (out: string): readonly string[] => out.split("\n").slice(0, out.split("\n").indexOf(""));
  for (const columns of [undefined, 80, 120]) {
    const rows = rowsOf((await checkWide(text, columns)).out);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(columns ?? 100);
    expect(rows.some((row) => row.startsWith(`model_list[0].litellm_params.${long}`))).toBe(true);
    const reason = rows.map((row) => row.slice(rows[0]?.indexOf("reason")).trim()).join(" ");
    expect(reason).toContain(
      "decides how often the deployment is picked; answers tell what is left of it, and nothing",
    );
  }
});

test("a value that cannot be used is told as ignored, with what it must be", async () => {
  const { out } = await check(
    `${FINE}router_settings: {timeout: soon, num_retries: os.environ/NO_COUNT, odd: os.environ/NO_ODD}\n`,
  );
  expect(out).toMatch(/router_settings\.timeout +ignored +must be a number; it is not looked at\n/);
  expect(out).toMatch(/router_settings\.num_retries +ignored +the variable NO_COUNT is not set\n/);
  expect(out).toMatch(/router_settings\.odd +unknown +nothing reads it\n/);
});

test("numbers of a deployment that are none are told with what comes of them", async () => {
  const { out } = await check(
    FINE.replace("api_key: os.environ/NOT_THERE", "timeout: soon, weight: heavy, num_retries: 2"),
  );
  expect(out).toMatch(/litellm_params\.timeout +honoured +must be a number: every call fails\n/);
  expect(out).toMatch(/litellm_params\.weight +ignored +must be a number; it is not looked at\n/);
  expect(out).toMatch(/litellm_params\.num_retries +honoured *\n/);
  expect(out).toMatch(/warning: .*litellm_params\.timeout must be a number: every call fails\n/);
});

test("keys that are not implemented or unknown fail a strict check only", async () => {
  expect((await check(LACKING)).code).toBe(0);
  expect((await check(LACKING, "--strict")).code).toBe(1);
  expect((await check(FINE, "--strict")).code).toBe(0);
});

test("a configuration that cannot be used tells file and line, and fails", async () => {
  const { code, out } = await check("model_list:\n  - {model_name: gpt}\n");
  expect(code).toBe(1);
  expect(out).toBe(
    "error: /config.yaml:2: litellm_params must be there, and a mapping\nThe configuration cannot be used.\n",
  );
});

test("a file that is no YAML tells where it is none, to the column, and nothing of what stands there", async () => {
  const { code, out } = await check("general_settings: {master_key: 'sk-secret}\n");
  expect(code).toBe(1);
  expect(out).toMatch(/^error: \/config.yaml:2:1: Missing closing/);
  expect(out).not.toContain("secret");
});

test("a file that is not there fails", async () => {
  const { code, out } = await command(["/nowhere/config.yaml"]);
  expect(code).toBe(1);
  expect(out).toContain("error: /nowhere/config.yaml: cannot be read: there is no such file");
});

test("a file that is no text fails", async () => {
  const { code, out } = await check(new Uint8Array([0xff, 0xfe, 0x61]));
  expect(code).toBe(1);
  expect(out).toContain("error: /config.yaml: it is no UTF-8 text");
});

test("machines get the same as JSON", async () => {
  const { code, out } = await check(LACKING, "--json");
  expect(code).toBe(0);
  const told = JSON.parse(out);
  expect(told).toMatchObject({ usable: true, files: ["/config.yaml"], deployments: 1, problems: [] });
  expect(told.verdicts.at(-1)).toEqual({
    path: "router_settings.surplus",
    verdict: "unknown",
    reason: "nothing reads it",
    file: "/config.yaml",
    line: 6,
  });
  expect(JSON.parse((await check("a: [", "--json")).out)).toMatchObject({ usable: false, verdicts: [] });
});

test("a command that is not understood tells its usage", async () => {
  const misused: readonly (readonly [args: readonly string[], problem: string])[] = [
    [[], "no configuration"],
    [["a.yaml", "b.yaml"], "b.yaml is another"],
    [["--nonsense", "a.yaml"], "Unknown option '--nonsense'"],
  ];
  for (const [args, problem] of misused) {
    const { code, error } = await command(args);
    expect(code).toBe(2);
    expect(error).toContain(problem);
    expect(error).toContain("usage: lintel check");
  }
  for (const help of ["--help", "-h"])
    expect(await command([help])).toMatchObject({ code: 0, out: expect.stringContaining("usage: lintel check") });
});

test("keys of a deployment that is left out do nothing, and its numbers are not told apart", async () => {
  const rows = `
model_list:
  - {model_name: a, litellm_params: {model: openai/a, rpm: lots, timeout: soon, tags: [x]}, model_info: {id: one}}
  - {model_name: b, litellm_params: {model: openai/b, rpm: 5}}
`;
  const { code, out } = await check(rows, "--json");
  expect(code).toBe(0);
  const { deployments, verdicts, warnings } = JSON.parse(out);
  expect(deployments).toBe(1);
  const ofRow = (at: number) => verdicts.filter(({ path }: { path: string }) => path.startsWith(`model_list[${at}].`));
  expect(ofRow(0)).toHaveLength(6);
  for (const told of ofRow(0)) expect(told).toMatchObject({ verdict: "ignored", reason: "its deployment is left out" });
  expect(ofRow(1)).toHaveLength(3);
  for (const told of ofRow(1)) expect(told).toMatchObject({ verdict: "honoured" });
  expect(warnings).toEqual([expect.stringMatching(/^\/config\.yaml:3: this deployment is left out: rpm: /)]);
});

test("an option that is not known is told in a few words", async () => {
  const { code, error } = await command(["--foo", "config.yaml"]);
  expect(code).toBe(2);
  expect(error).toMatch(/^lintel: Unknown option '--foo'\n\nusage: lintel check/);
});
