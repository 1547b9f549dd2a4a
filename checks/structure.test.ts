import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adapters, directory } from "@lintel/providers";
import { describe, expect, it } from "vitest";
import { isRecordable } from "./recordable.ts";
import { PACKAGES, ROOT, readJson, shippedSources } from "./repository.ts";
import { DEPENDENCIES, HOMONYMS } from "./rules.ts";
import { importOffences, type Source, shapeOffences, vendorOffences } from "./structure.ts";
import { undocumented } from "./undocumented.ts";

const sources = shippedSources();
const vendors = new Set(directory.entries.map(({ provider }) => provider).filter((it) => !HOMONYMS.includes(it)));
const FIXTURE_FOLDERS = {
  chat: "chat",
  count_tokens: "count_tokens",
  embedding: "embedding",
  messages: "messages",
  ocr: "ocr",
  responses: "responses",
} as const;

function planted(path: string, text: string): readonly Source[] {
  return [{ path, text }];
}

/** The sources of a package's entry points. */
function entriesOf(name: string): readonly string[] {
  const { exports } = readJson(`packages/${name}/package.json`) as {
    readonly exports: Readonly<Record<string, string | { readonly "@lintel/source"?: string }>>;
  };
  return Object.values(exports).flatMap((entry) => {
    const source = typeof entry === "string" ? undefined : entry["@lintel/source"];
    return source === undefined ? [] : [join("packages", name, source)];
  });
}

describe("the structure of the repository", () => {
  it("is read from the sources that ship", () => {
    expect(sources.length).toBeGreaterThan(300);
  });

  it("lets every file import only what its folder may", () => {
    expect(importOffences(sources)).toEqual([]);
  });

  it("keeps vendor names out of core and wires", () => {
    expect(vendors.size).toBeGreaterThan(100);
    expect(vendorOffences(sources, vendors)).toEqual([]);
  });

  it("keeps files short and named after what they do", () => {
    expect(shapeOffences(sources)).toEqual([]);
  });

  it("says of every export what it is", () => {
    const entries = PACKAGES.flatMap((name) => entriesOf(name));
    expect(entries.length).toBeGreaterThan(8);
    expect(undocumented(entries, (path) => readFileSync(join(ROOT, path), "utf8"))).toEqual([]);
  });

  it("gives each package only the dependencies its rule names", () => {
    for (const name of PACKAGES) {
      const manifest = readJson(`packages/${name}/package.json`);
      expect(manifest).toHaveProperty("dependencies");
      const { dependencies } = manifest as { readonly dependencies: Readonly<Record<string, string>> };
      expect(Object.keys(dependencies).sort()).toEqual([...(DEPENDENCIES[name] ?? [])].sort());
    }
  });

  it("has recorded fixtures for every adapter", () => {
    const missing = adapters
      .filter(isRecordable)
      .map(({ route, provider }) => `parity-fixtures/${FIXTURE_FOLDERS[route]}/${provider}`)
      .filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.jsonl`)));
    expect(missing).toEqual([]);
  });
});

describe("the structure checks catch a planted offence", () => {
  it.each([
    ["packages/core/src/planted.ts", 'import { readFile } from "node:fs";'],
    ["packages/core/src/planted.ts", 'import { z } from "zod";'],
    ["packages/core/src/planted.ts", 'import { openai } from "@lintel/providers";'],
    ["packages/core/src/planted.ts", 'import { x } from "../../providers/src/index.ts";'],
    ["packages/providers/src/planted.ts", 'import { reveal } from "@lintel/core/host";'],
    ["packages/providers/src/wires/planted/index.ts", 'import { openai } from "../../vendors/openai.ts";'],
    ["packages/host-node/src/planted.ts", 'import lodash from "lodash";'],
    ["packages/core/src/planted.ts", 'export type { X } from "undici";'],
  ])("an import in %s: %s", (path, text) => {
    expect(importOffences(planted(path, text))).toHaveLength(1);
  });

  it("a vendor's name in a wire", () => {
    const source = planted("packages/providers/src/wires/planted/request.ts", 'const isAzure = provider === "azure";');
    expect(vendorOffences(source, vendors)).toHaveLength(1);
  });

  it("an export of which nothing is said, where it is declared and where it is passed on", () => {
    const files: Readonly<Record<string, string>> = {
      "a/index.ts": 'export { told, untold as other } from "./b.ts";\nexport { type Deep } from "./c.ts";',
      "a/b.ts": "/** What it is. */\nexport const told = 1;\n\nexport async function untold() {}",
      "a/c.ts": 'export { type Deep } from "./d.ts";',
      "a/d.ts": "export type Deep = 1;",
    };
    expect(undocumented(["a/index.ts"], (path) => files[path] ?? "")).toEqual(["a/b.ts: untold", "a/d.ts: Deep"]);
  });

  it("a file called utils, one in camel case and one of 400 lines", () => {
    expect(shapeOffences(planted("packages/core/src/utils.ts", ""))).toHaveLength(1);
    expect(shapeOffences(planted("packages/core/src/someThing.ts", ""))).toHaveLength(1);
    expect(shapeOffences(planted("packages/core/src/long.ts", "\n".repeat(400)))).toHaveLength(1);
  });
});
