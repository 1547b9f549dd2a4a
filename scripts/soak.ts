import { spawnSync } from "node:child_process";

const FAULTS = "10000";

const [what = "20000"] = process.argv.slice(2);
if (!/^([1-9]\d*|gateway)$/.test(what)) {
  console.error("usage: pnpm soak [RUNS | gateway]");
  console.error("  RUNS      how often each law is tried on each adapter: 20000 unless told");
  console.error(
    `  gateway   ${FAULTS} faults of providers and callers, and as many answers: handles and memory counted`,
  );
  process.exit(2);
}

function tests(files: readonly string[], env: Readonly<Record<string, string>>): void {
  const { status } = spawnSync("vitest", ["run", ...files], { stdio: "inherit", env: { ...process.env, ...env } });
  process.exitCode = status ?? 1;
}

if (what === "gateway") {
  console.log(`▸ ${FAULTS} faults at a running gateway, and as many answers`);
  const files = ["leak", "answers-leak"].map((name) => `packages/gateway/src/faults/${name}.test.ts`);
  tests(files, { LINTEL_FAULTS: FAULTS, LINTEL_ANSWERS: FAULTS });
} else {
  console.log(`▸ every law, ${what} runs on each adapter with new seeds`);
  tests(["checks/laws.test.ts"], { LINTEL_LAW_RUNS: what, LINTEL_LAW_SEED: "random" });
}
