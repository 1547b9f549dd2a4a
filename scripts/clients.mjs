// `pnpm clients`: the official Python client reads, strictly, every message and every stream that the recorded cases give.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CLIENT = "anthropic==2.12.0";
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lintel", "clients");
const ENVIRONMENT = join(CACHE, CLIENT.replace("==", "-"));
const PYTHON = join(ENVIRONMENT, "bin", "python");

function run(label, command, args) {
  process.stdout.write(`▸ ${label}\n`);
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio: "inherit" });
  if (error !== undefined || status !== 0) {
    console.error(error?.message ?? `${label} failed`);
    process.exit(1);
  }
}

if (!existsSync(PYTHON)) {
  mkdirSync(CACHE, { recursive: true });
  run("make a virtual environment", "python3", ["-m", "venv", ENVIRONMENT]);
  run(`install ${CLIENT}`, PYTHON, ["-m", "pip", "install", "--quiet", CLIENT]);
}
const folder = mkdtempSync(join(tmpdir(), "lintel-clients-"));
const answers = join(folder, "messages.jsonl");
try {
  run("answer every recorded case", process.execPath, [
    "--conditions=@lintel/source",
    "checks/clients/answers.ts",
    answers,
  ]);
  run("read the answers strictly", PYTHON, ["checks/clients/read_messages.py", answers]);
} finally {
  rmSync(folder, { recursive: true });
}
