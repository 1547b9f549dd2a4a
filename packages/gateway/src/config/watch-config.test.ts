import { EventEmitter } from "node:events";
import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { GatewayConfig } from "./config.ts";
import { readConfig } from "./read-config.ts";
import { readSettled } from "./read-settled.ts";
import { type WatchOptions, watchConfig } from "./watch-config.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "lintel-watch-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function text(name: string, more = ""): string {
  return `${more}model_list: [{model_name: ${name}, litellm_params: {model: openai/a}}]\n`;
}

interface Watching {
  /** The deployments' names of each configuration that was handed over. */
  readonly names: (readonly string[])[];
  readonly problems: (readonly string[])[];
  readonly signals: EventEmitter;
  readings(): number;
  close(): void;
}

async function watching(path: string, more: Partial<WatchOptions> = {}): Promise<Watching> {
  const read = vi.fn(() => readConfig(path, { env: {} }));
  const first = await read();
  const names: (readonly string[])[] = [];
  const problems: (readonly string[])[] = [];
  const signals = new EventEmitter();
  const namesOf = ({ deployments }: GatewayConfig): readonly string[] => deployments.map(({ name }) => name);
  const watch = watchConfig(read, {
    files: first.files,
    onConfig: ({ config }) => void names.push(namesOf(config)),
    onProblem: (found) => void problems.push(found),
    quietMs: 20,
    lookMs: 60_000,
    signals,
    ...more,
  });
  onTestFinished(() => watch.close());
  // The marks of the files are taken before anything changes.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { names, problems, signals, readings: () => read.mock.calls.length, close: () => watch.close() };
}

const soon = { timeout: 5_000, interval: 20 };

test("a file that is written again is read again, once", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const { names } = await watching(path);
  writeFileSync(path, text("two"));
  await vi.waitFor(() => expect(names).toEqual([["two"]]), soon);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(names).toEqual([["two"]]);
});

test("a file that an editor puts in the old one's place is read", async () => {
  const home = folder();
  const path = join(home, "config.yaml");
  writeFileSync(path, text("one"));
  const { names } = await watching(path);
  writeFileSync(join(home, "config.yaml.swp"), text("two"));
  renameSync(join(home, "config.yaml.swp"), path);
  await vi.waitFor(() => expect(names).toEqual([["two"]]), soon);
  writeFileSync(path, text("three"));
  await vi.waitFor(() => expect(names).toEqual([["two"], ["three"]]), soon);
});

test("a file behind links that Kubernetes turns to another folder is read", async () => {
  const home = folder();
  const path = join(home, "config.yaml");
  for (const version of ["one", "two"]) {
    await mkdir(join(home, `..${version}`));
    writeFileSync(join(home, `..${version}`, "config.yaml"), text(version));
  }
  symlinkSync("..one", join(home, "..data"));
  symlinkSync(join("..data", "config.yaml"), path);
  const { names } = await watching(path);
  symlinkSync("..two", join(home, "..data_tmp"));
  renameSync(join(home, "..data_tmp"), join(home, "..data"));
  await vi.waitFor(() => expect(names).toEqual([["two"]]), soon);
});

test("a broken file tells why, and nothing is handed over until it is mended", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const { names, problems } = await watching(path);
  writeFileSync(path, "model_list: [\n");
  await vi.waitFor(() => expect(problems.length).toBeGreaterThan(0), soon);
  expect(problems[0]?.[0]).toMatch(/config\.yaml:\d+:\d+: /);
  expect(names).toEqual([]);
  writeFileSync(path, text("mended"));
  await vi.waitFor(() => expect(names).toEqual([["mended"]]), soon);
});

test("an included file is watched from the moment it is included", async () => {
  const home = folder();
  const path = join(home, "config.yaml");
  await mkdir(join(home, "parts"));
  writeFileSync(path, text("one"));
  const { names } = await watching(path);
  writeFileSync(join(home, "parts/more.yaml"), text("more"));
  writeFileSync(path, text("one", "include: [parts/more.yaml]\n"));
  await vi.waitFor(() => expect(names).toEqual([["one", "more"]]), soon);
  writeFileSync(join(home, "parts/more.yaml"), text("changed"));
  await vi.waitFor(() => expect(names.at(-1)).toEqual(["one", "changed"]), soon);
});

test("SIGHUP has the file read though nothing has changed", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const { names, signals } = await watching(path);
  signals.emit("SIGHUP");
  await vi.waitFor(() => expect(names).toEqual([["one"]]), soon);
});

test("a change that no event tells is seen by looking", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const { names } = await watching(path, { quietMs: 60_000, lookMs: 30 });
  writeFileSync(path, text("two"));
  await vi.waitFor(() => expect(names).toEqual([["two"]]), soon);
});

test("other files of the folder have nothing read", async () => {
  const home = folder();
  const path = join(home, "config.yaml");
  writeFileSync(path, text("one"));
  const { readings } = await watching(path);
  writeFileSync(join(home, "other.txt"), "x");
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(readings()).toBe(1);
});

test("a watch that is closed lets go of signals, and hands nothing over any more", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const { names, problems, signals, close } = await watching(path, { lookMs: 10 });
  signals.emit("SIGHUP");
  close();
  writeFileSync(path, text("two"));
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect([names, problems]).toEqual([[], []]);
  expect(signals.listenerCount("SIGHUP")).toBe(0);
});

test("what cannot be used is told, whatever goes wrong with it, and the next change is seen", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const names: string[] = [];
  const onConfig = async ({ config }: { readonly config: GatewayConfig }): Promise<void> => {
    const [name = ""] = config.deployments.map((it) => it.name);
    if (name === "two") throw new Error("nobody can use it");
    names.push(name);
  };
  const { problems } = await watching(path, { onConfig });
  writeFileSync(path, text("two"));
  await vi.waitFor(() => expect(problems).toEqual([["Error: nobody can use it"]]), soon);
  writeFileSync(path, text("three"));
  await vi.waitFor(() => expect(names).toEqual(["three"]), soon);
});

test.each([
  ["SIGHUP", { lookMs: 60_000 }],
  ["a look", { quietMs: 60_000, lookMs: 30 }],
])("a file that %s finds half-written is not used until it is whole", async (_, more) => {
  const path = join(folder(), "config.yaml");
  const limited = "lintel:\n  static_keys:\n    - key: sk-team\n      models: [one]\n";
  writeFileSync(path, text("one"));
  const limits: unknown[] = [];
  const { signals } = await watching(path, {
    ...more,
    onConfig: ({ config }) => void limits.push(config.general.staticKeys.map(({ models }) => models)),
  });
  const whole = text("one", limited);
  for (const cut of [limited.indexOf("      models") - 1, limited.indexOf("models:"), whole.length]) {
    writeFileSync(path, whole.slice(0, cut));
    signals.emit("SIGHUP");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await vi.waitFor(() => expect(limits.length).toBeGreaterThan(0), soon);
  expect(new Set(limits.map((it) => JSON.stringify(it)))).toEqual(new Set(['[["one"]]']));
});

test("what changes between the first reading and the watch is seen", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  const { marks } = await readSettled(() => readConfig(path, { env: {} }), { files: [path] });
  writeFileSync(path, text("two"));
  const { names } = await watching(path, { marks, lookMs: 30 });
  await vi.waitFor(() => expect(names).toEqual([["two"]]), soon);
});

test("files that never rest are given up, and those that are written while they are read are read again", async () => {
  const path = join(folder(), "config.yaml");
  writeFileSync(path, text("one"));
  let times = 0;
  const writing = (most: number) => async () => {
    const found = await readConfig(path, { env: {} });
    times += 1;
    if (times < most) writeFileSync(path, text(`model-${times}`));
    return found;
  };
  const { found } = await readSettled(writing(3), { files: [path], quietMs: 5 });
  expect(found.read === "config" && found.config.deployments[0]?.name).toBe("model-2");
  times = 0;
  const never = await readSettled(writing(Number.POSITIVE_INFINITY), { files: [path], quietMs: 5, longestMs: 100 });
  expect(never).toMatchObject({ found: { read: "failed", problems: [expect.stringMatching(/without end$/)] } });
  expect(never.marks).toBeUndefined();
});
