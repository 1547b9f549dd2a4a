import { defineConfig } from "vitest/config";

// Not "module": Node loads the dependencies, and would be given files meant for bundlers.
const conditions = ["@lintel/source", "import", "node", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "checks/**/*.test.ts",
      "parity-fixtures/runner/**/*.test.ts",
      "scripts/**/*.test.ts",
      "demo/**/*.test.ts",
      "examples/**/*.test.ts",
    ],
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
