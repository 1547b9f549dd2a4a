import { spawnSync } from "node:child_process";

const RUNS = process.argv[2] ?? "20000";
if (!/^[1-9]\d*$/.test(RUNS)) {
  console.error("usage: pnpm soak [RUNS]   how often each law is tried on each adapter: 20000 unless told");
  process.exit(2);
}

console.log(`▸ every law, ${RUNS} runs on each adapter with new seeds`);
const env = { ...process.env, LINTEL_LAW_RUNS: RUNS, LINTEL_LAW_SEED: "random" };
const { status } = spawnSync("vitest", ["run", "checks/laws.test.ts"], { stdio: "inherit", env });
process.exitCode = status ?? 1;
