import { spawnSync } from "node:child_process";

const FAULTS = "10000";

const [what = "20000"] = process.argv.slice(2);
if (!/^([1-9]\d*|gateway)$/.test(what)) {
  console.error("usage: pnpm soak [RUNS | gateway]");
  console.error("  RUNS      how often each law is tried on each adapter: 20000 unless told");
  console.error(`  gateway   ${FAULTS} faults of providers and callers, handles and memory counted`);
  process.exit(2);
}

function tests(file: string, env: Readonly<Record<string, string>>): void {
  const { status } = spawnSync("vitest", ["run", file], { stdio: "inherit", env: { ...process.env, ...env } });
  process.exitCode = status ?? 1;
}

if (what === "gateway") {
  console.log(`▸ ${FAULTS} faults at a running gateway`);
  tests("packages/gateway/src/faults/leak.test.ts", { LINTEL_FAULTS: FAULTS });
} else {
  console.log(`▸ every law, ${what} runs on each adapter with new seeds`);
  tests("checks/laws.test.ts", { LINTEL_LAW_RUNS: what, LINTEL_LAW_SEED: "random" });
}
