// `pnpm clients`: the official Python clients read, strictly, what the recorded cases and the gateway give, and Claude Code talks to it. `--print-folder` prepares them only.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lintel", "clients");
const CLAUDE_CODE = JSON.parse(readFileSync(join(ROOT, "checks/clients/claude-code.json"), "utf8"));
const PINS = JSON.parse(readFileSync(join(ROOT, "checks/clients/pins.json"), "utf8"));

function run(label, command, args, { env = process.env, stdio = ["ignore", "ignore", "inherit"] } = {}) {
  process.stderr.write(`▸ ${label}\n`);
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio, env });
  if (error === undefined && status === 0) return;
  console.error(error?.message ?? `${label} failed`);
  process.exit(1);
}

for (const [name, { version }] of Object.entries(PINS)) {
  const environment = join(CACHE, `${name}-${version}`);
  const ready = join(environment, "ready");
  if (existsSync(ready)) continue;
  const python = join(environment, "bin", "python");
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  run("make a virtual environment", "python3", ["-m", "venv", environment]);
  run(`install ${name} ${version}`, python, ["-m", "pip", "install", "--quiet", `${name}==${version}`]);
  mkdirSync(ready);
}
const { name, version, folder } = CLAUDE_CODE;
const claude = join(CACHE, folder);
if (!existsSync(join(claude, "ready"))) {
  rmSync(claude, { recursive: true, force: true });
  mkdirSync(claude, { recursive: true });
  const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];
  run(`install ${name} ${version}`, "npm", ["install", ...quietly, "--prefix", claude, `${name}@${version}`]);
  mkdirSync(join(claude, "ready"));
}
if (process.argv[2] === "--print-folder") console.log(CACHE);
else {
  const args = ["node_modules/vitest/vitest.mjs", "run", "checks/clients.test.ts", "checks/gateway-clients.test.ts"];
  const env = { ...process.env, LINTEL_CLIENTS: CACHE };
  run("read the answers", process.execPath, args, { env, stdio: "inherit" });
}
