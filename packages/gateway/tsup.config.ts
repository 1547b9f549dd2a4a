import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/bin.ts", "src/threads/serving-thread.ts"],
  format: ["esm"],
  target: "es2023",
  platform: "node",
  splitting: true,
  clean: true,
  dts: false,
  sourcemap: false,
});
