import { copyFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { defineConfig } from "tsup";

// As one file, and of it what is used: the seventy that Node.js would load take 30 ms of each start, and 3 MB.
const home = dirname(createRequire(import.meta.url).resolve("yaml/package.json"));
const yaml = join(home, "browser/index.js");

export default defineConfig({
  entry: ["src/index.ts", "src/bin.ts", "src/threads/serving-thread.ts"],
  format: ["esm"],
  target: "es2023",
  platform: "node",
  splitting: true,
  clean: true,
  dts: false,
  sourcemap: false,
  noExternal: ["yaml"],
  esbuildOptions(options) {
    options.alias = { yaml };
  },
  // Its licence asks that copies bear it.
  onSuccess: () => copyFile(join(home, "LICENSE"), "dist/yaml.LICENSE"),
});
