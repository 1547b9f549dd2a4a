import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { kilobytes, type Row } from "./table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CORE = "packages/core/src";
const PROVIDERS = "packages/providers/src";
const IMPORT_RUNS = 9;
const GROUP = "bundle size, minified";

interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly external: readonly string[];
  /** Whether its folders are told one by one. */
  readonly isSplit?: boolean;
  /** Kilobytes, minified: of the whole, or of one folder. */
  readonly budget?: number;
  readonly budgetOf?: string;
}

/** What a host and its own adapters are made with: the contract, the loop, JSON and framing. */
const CONTRACT = `
  export { run } from "./${CORE}/run.ts";
  ${["fault", "need", "outcome", "plan", "registry", "reply", "step", "transducer"].map((it) => `export * from "./${CORE}/${it}.ts";`).join("\n")}
  export * from "./${CORE}/json/index.ts";
  export * from "./${CORE}/frames/index.ts";`;

const WIRE_BUDGET = 12;

function wire(name: string): Bundle {
  const folder = `wires/${name}`;
  return {
    name: `wire ${name} with what it shares`,
    entry: `export * from "./${PROVIDERS}/${folder}/index.ts"`,
    external: ["@lintel/*"],
    isSplit: true,
    budget: WIRE_BUDGET,
    budgetOf: folder,
  };
}

function bundles(): readonly Bundle[] {
  const main = `export * from "./${CORE}/index.ts"`;
  return [
    { name: "core: contract, loop, JSON, framing", entry: CONTRACT, external: ["eventsource-parser"], budget: 40 },
    { name: "core: everything", entry: main, external: ["eventsource-parser"], isSplit: true },
    { name: "core: everything, with its dependencies", entry: main, external: [] },
    ...globSync("*/index.ts", { cwd: `${ROOT}${PROVIDERS}/wires` })
      .toSorted()
      .map((path) => wire(path.replace("/index.ts", ""))),
    {
      name: "providers: everything",
      entry: `export * from "./${PROVIDERS}/index.ts"`,
      external: ["@lintel/*"],
      isSplit: true,
    },
  ];
}

const ENTRIES = ["core", "providers", "host-node"] as const;

interface Bundled {
  readonly code: Uint8Array;
  /** Bytes of each folder. */
  readonly folders: ReadonlyMap<string, number>;
}

/** `wires/mistral-ocr`, `json`, or `.` of a source file of a package. */
function folderOf(path: string): string {
  const [, inside = ""] = /^packages\/[^/]+\/src\/(.*)$/.exec(path) ?? [];
  const [first = "", second = "", third] = inside.split("/");
  if (second === "") return ".";
  return first === "wires" && third !== undefined ? `${first}/${second}` : first;
}

async function bundled({ entry, external }: Bundle): Promise<Bundled> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: "ts" },
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@lintel/source"],
    external: [...external],
    logLevel: "error",
  });
  const folders = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      folders.set(folderOf(path), (folders.get(folderOf(path)) ?? 0) + bytesInOutput);
  return { code: outputFiles[0]?.contents ?? new Uint8Array(), folders };
}

function within(bytes: number, budget: number | undefined): Pick<Row, "budget" | "isMet"> {
  return budget === undefined ? {} : { budget: `<= ${budget} KB`, isMet: bytes <= budget * 1024 };
}

async function bundleRows(bundle: Bundle): Promise<readonly Row[]> {
  const { name, budget, budgetOf, isSplit } = bundle;
  const { code, folders } = await bundled(bundle);
  const whole: Row = {
    group: GROUP,
    name,
    cells: { size: kilobytes(code.length), gzip: kilobytes(gzipSync(code).length) },
    ...within(code.length, budgetOf === undefined ? budget : undefined),
  };
  const parts = [...folders].filter(([, bytes]) => bytes > 0).toSorted(([, one], [, two]) => two - one);
  return [
    whole,
    ...(isSplit === true ? parts : []).map(([folder, bytes]) => ({
      group: GROUP,
      name: `  ${folder}`,
      cells: { size: kilobytes(bytes) },
      ...within(bytes, folder === budgetOf ? budget : undefined),
    })),
  ];
}

function importMs(name: string): number {
  const code = `const began = performance.now(); await import(${JSON.stringify(`${ROOT}packages/${name}/dist/index.js`)}); console.log(performance.now() - began);`;
  const times = Array.from({ length: IMPORT_RUNS }, () => {
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    return Number(stdout);
  });
  return times.toSorted((a, b) => a - b)[Math.floor(IMPORT_RUNS / 2)] ?? Number.NaN;
}

/** What is shipped and how long it takes to load: bundle sizes, minified, and the median import of each built package. */
export async function sizeRows(): Promise<readonly Row[]> {
  const sizes = await Promise.all(bundles().map(bundleRows));
  const imports = ENTRIES.map((name): Row => {
    const ms = importMs(name);
    return {
      group: "start-up, cold import",
      name: `@lintel/${name}`,
      cells: { ms: ms.toFixed(1) },
      budget: "< 30 ms",
      isMet: ms < 30,
    };
  });
  return [...sizes.flat(), ...imports];
}
