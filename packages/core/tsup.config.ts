import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/json/index.ts", "src/host.ts", "src/usage/pricing/index.ts", "src/testing/index.ts"],
  format: ["esm"],
  target: "es2023",
  platform: "neutral",
  splitting: true,
  clean: true,
  dts: false,
  sourcemap: false,
});
