import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { kilobytes, type Row } from "./table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const IMPORT_RUNS = 9;

interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly external: readonly string[];
  /** Kilobytes, minified. */
  readonly budget?: number;
}

const BUNDLES: readonly Bundle[] = [
  {
    name: "core, own code",
    entry: 'export * from "./packages/core/src/index.ts"',
    external: ["eventsource-parser"],
    budget: 40,
  },
  { name: "core with its dependencies", entry: 'export * from "./packages/core/src/index.ts"', external: [] },
  {
    name: "wire openai-chat",
    entry: 'export * from "./packages/providers/src/wires/openai-chat/index.ts"',
    external: ["@lintel/*"],
    budget: 12,
  },
  {
    name: "wire mistral-ocr",
    entry: 'export * from "./packages/providers/src/wires/mistral-ocr/index.ts"',
    external: ["@lintel/*"],
    budget: 12,
  },
  {
    name: "providers, everything",
    entry: 'export * from "./packages/providers/src/index.ts"',
    external: ["@lintel/*"],
  },
];

const ENTRIES = ["core", "providers", "host-node"] as const;

async function bundled({ entry, external }: Bundle): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["@lintel/source"],
    external: [...external],
    logLevel: "error",
  });
  return outputFiles.reduce((sum, { contents }) => sum + contents.length, 0);
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
  const sizes = await Promise.all(
    BUNDLES.map(async (bundle): Promise<Row> => {
      const bytes = await bundled(bundle);
      const row = { group: "bundle size, minified", name: bundle.name, cells: { size: kilobytes(bytes) } };
      return bundle.budget === undefined
        ? row
        : { ...row, budget: `<= ${bundle.budget} KB`, isMet: bytes <= bundle.budget * 1024 };
    }),
  );
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
  return [...sizes, ...imports];
}
