// `npm run record`: LiteLLM in a virtual environment of its own, outside the tree, records the parity fixtures.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const FIXTURES = join(ROOT, "parity-fixtures");
const LOCK = join(FIXTURES, "requirements.lock");
const PYTHON = "3.11";
const USAGE = `usage: npm run record -- [FILTER] [--pin VERSION] [--about | --list | --check | --through-gateway] [-j JOBS]
  FILTER             a regular expression over case ids (route/provider/case); all cases without one
  --pin VERSION      record everything with that LiteLLM, tell what changed, and make it the pin
  --about            the versions that shape the bytes
  --list             the ids of the cases
  --check            record elsewhere and fail on any difference
  --through-gateway  run the recorded cases through LiteLLM's gateway and compare what it prints
  --gateway          record the cases of parity-fixtures/gateway with LiteLLM's proxy instead; with --list, --check or --show
  --print-python     make the environment and print the path of its Python, for a program to read
  --report FILE      write what changed as JSON lines, too`;

const isPrinting = process.argv.includes("--print-python");
const progress = isPrinting ? process.stderr : process.stdout;

function fail(message) {
  console.error(message);
  process.exit(2);
}

function run(command, args, { quiet = false, env = process.env, cwd = ROOT } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    encoding: "utf8",
  });
  return { code: error === undefined ? (status ?? 1) : 127, output: `${stdout ?? ""}${stderr ?? ""}` };
}

function attempt(label, action) {
  const began = performance.now();
  progress.write(`▸ ${label} …`);
  const { code, output } = action();
  progress.write(` ${code === 0 ? "done" : "failed"} in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  return { isDone: code === 0, output };
}

function step(label, action) {
  const { isDone, output } = attempt(label, action);
  if (!isDone) fail(output);
}

function findPython() {
  const found = [`python${PYTHON}`, "python3", "python"].find(
    (name) =>
      run(name, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"], { quiet: true }).output.trim() === PYTHON,
  );
  return found ?? fail(`Recording needs Python ${PYTHON}: LiteLLM's bytes depend on it.`);
}

function locked() {
  return readFileSync(LOCK, "utf8")
    .split("\n")
    .filter((it) => /^[^#]/.test(it));
}

/** The other versions stay as locked where the new LiteLLM lets them, so that what changes is LiteLLM's doing. */
function installOther({ pip, version }) {
  const own = `litellm[proxy]==${version}`;
  const { isDone, output } = attempt(`install LiteLLM ${version} and what it asks for`, () => pip([own]));
  if (isDone) return;
  console.log(`  what it asks for cannot be had here:\n  ${output.trim().split("\n").at(-1)}`);
  step(`install LiteLLM ${version} alone, the rest as locked`, () => pip(["--no-deps", `litellm==${version}`]));
}

/** A virtual environment that is finished or absent, never half made. */
function environment({ name, other }) {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lintel");
  const home = join(cache, name);
  const python = join(home, "bin", "python");
  const finished = join(home, "installed");
  const wanted = [...locked(), other ?? ""].join("\n");
  if (existsSync(finished) && readFileSync(finished, "utf8") === wanted) return python;
  const host = findPython();
  const pip = (install) =>
    run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...install], { quiet: true });
  mkdirSync(cache, { recursive: true });
  rmSync(home, { recursive: true, force: true });
  step(`make a virtual environment in ${home}`, () => run(host, ["-m", "venv", home], { quiet: true }));
  step("install the locked versions with pip", () => pip(locked()));
  if (other !== undefined) installOther({ pip, version: other });
  writeFileSync(`${finished}.part`, wanted);
  renameSync(`${finished}.part`, finished);
  return python;
}

function tellTree() {
  const tools = ["runner", "recorder", "cases"].map((it) => `:(exclude)parity-fixtures/${it}`);
  const { code, output } = run("git", ["diff", "--stat", "--", "parity-fixtures", ...tools], { quiet: true });
  if (code === 0)
    console.log(output.trim() === "" ? "\nThe committed fixtures are as they were." : `\n${output.trimEnd()}`);
}

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(USAGE);
  process.exit(0);
}
if (process.platform === "win32") fail("Recording forks a process for each call: it runs on Linux and macOS.");
const at = args.indexOf("--pin");
const pinned = at < 0 ? undefined : args[at + 1];
if (at >= 0 && !/^\d+\.\d+\.\d+\S*$/.test(pinned ?? "")) fail(USAGE);
const rest = at < 0 ? args : [...args.slice(0, at), "--pin", ...args.slice(at + 2)];

const version = pinned ?? readFileSync(join(FIXTURES, "LITELLM_VERSION"), "utf8").trim();
const python = environment({
  name: pinned === undefined ? `oracle-${version}` : `oracle-${version}-candidate`,
  other: pinned,
});
if (isPrinting) {
  console.log(python);
  process.exit(0);
}
const only = ["--about", "--list", "--check", "--through-gateway", "--show"].some((it) => rest.includes(it));
const recorder = rest.includes("--gateway") ? "recorder.proxy" : "recorder";
const passed = rest.filter((it) => it !== "--gateway");
if (!only) console.log(`▸ record with LiteLLM ${version}`);
const env = { ...process.env, PYTHONPATH: FIXTURES, PYTHONDONTWRITEBYTECODE: "1", TMPDIR: tmpdir() };
const { code } = run(python, ["-m", recorder, ...passed], { env });
if (code === 0 && !only) tellTree();
process.exit(code);
