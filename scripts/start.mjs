// What `npm test`, `npm run demo` and `npm start` do on a machine with only Node and npm: install, build, then run under the pinned Node.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PNPM = ["-y", "pnpm@12.21.0"];
const OLDEST_NODE = 20;

const [goal, ...rest] = process.argv.slice(2);
const GOALS = {
  test: { title: "run every check", command: ["run", "check", ...rest] },
  start: { title: "start the gateway in front of a mock provider", command: ["run", "serve", ...rest] },
  demo: { title: "run the demo against a local mock provider", command: ["run", "show", ...rest] },
};

function run(args, { quiet }) {
  const from = process.env.INIT_CWD ?? process.cwd();
  const quietNpm = { npm_config_loglevel: "error", npm_config_update_notifier: "false" };
  const env = { ...process.env, ...quietNpm, LINTEL_DEMO_FROM: from };
  return new Promise((resolve) => {
    const child = spawn("npx", [...PNPM, ...args], {
      cwd: ROOT,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
      shell: process.platform === "win32",
    });
    let output = "";
    child.stdout?.on("data", (text) => {
      output += text;
    });
    child.stderr?.on("data", (text) => {
      output += text;
    });
    child.on("error", (error) => resolve({ code: 1, output: String(error) }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

async function step(label, args, { quiet }) {
  const began = performance.now();
  process.stdout.write(`\u25b8 ${label}${quiet ? " \u2026" : "\n"}`);
  const { code, output } = await run(args, { quiet });
  if (quiet)
    process.stdout.write(
      ` ${code === 0 ? "done" : "failed"} in ${((performance.now() - began) / 1000).toFixed(1)} s\n`,
    );
  if (code === 0) return;
  process.stderr.write(output);
  process.exit(code);
}

if (goal === undefined || !(goal in GOALS)) {
  console.error(`usage: node scripts/start.mjs ${Object.keys(GOALS).join("|")}`);
  process.exit(2);
}
if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  console.error(`Lintel's scripts need Node ${OLDEST_NODE} or later; this is ${process.version}.`);
  process.exit(2);
}
await step("install dependencies (pnpm, frozen lockfile)", ["install", "--frozen-lockfile"], { quiet: true });
await step("build packages", ["run", "build"], { quiet: true });
await step(GOALS[goal].title, GOALS[goal].command, { quiet: false });
