import { defineConfig } from "vitest/config";

const conditions = ["@lintel/source", "module", "import", "node", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "checks/**/*.test.ts",
      "parity-fixtures/runner/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    testTimeout: 60_000,
    passWithNoTests: true,
  },
});
