import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/tokenizers/count-worker.ts"],
  format: ["esm"],
  target: "es2023",
  platform: "node",
  splitting: true,
  clean: true,
  dts: false,
  sourcemap: false,
});
