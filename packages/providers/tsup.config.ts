import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/model-facts/index.ts"],
  format: ["esm"],
  target: "es2023",
  platform: "neutral",
  splitting: true,
  clean: true,
  dts: false,
  sourcemap: false,
});
