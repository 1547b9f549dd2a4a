import { type ChildProcess, spawn } from "node:child_process";
import { expect, it, onTestFinished } from "vitest";
import { CHAT, faulty } from "../test/fault-lanes.ts";
import { ask } from "../test/running.ts";

const WANTED = 10_000;
const MIB = 1024 * 1024;

/** Connects as often as it is told, one batch after another, and says so when all connections are there. */
const HOLDER = `
const { connect } = require("node:net");
const [port, count] = process.argv.slice(1).map(Number);
let held = 0;
function more() {
  if (held === count) return process.stdout.write("held");
  let left = Math.min(100, count - held);
  for (let i = left; i > 0; i--)
    connect(port, "127.0.0.1", () => { held++; if (--left === 0) more(); }).on("error", (error) => { console.error(error.message); process.exit(1); });
}
more();
`;

/** As many connections as the system lets two programs hold, room left for what else is open. */
function most(): number {
  const report: { readonly userLimits?: { readonly open_files?: { readonly soft: number | string } } } = JSON.parse(
    JSON.stringify(process.report.getReport()),
  );
  const limit = Number(report.userLimits?.open_files?.soft);
  return Number.isNaN(limit) ? WANTED : Math.min(WANTED, limit - 500);
}

function hold(port: number, count: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["-e", HOLDER, String(port), String(count)]);
  onTestFinished(() => void child.kill());
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (said === "held") resolve(child);
    });
    child.stderr.on("data", (bytes: Buffer) => reject(new Error(bytes.toString())));
    child.on("error", reject);
  });
}

it("10,000 idle connections cost little memory, and hinder nobody", async () => {
  const count = most();
  expect(count).toBeGreaterThan(400);
  const running = await faulty(CHAT, "http://127.0.0.1:1");
  const { gateway } = running;
  await ask(gateway, "/health/liveliness");
  const before = process.memoryUsage().rss;
  const child = await hold(gateway.port, count);
  const grown = process.memoryUsage().rss - before;
  const began = performance.now();
  for (let asked = 0; asked < 50; asked++) expect((await ask(gateway, "/health/liveliness")).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(grown).toBeLessThan(300 * MIB);
  child.kill();
  expect((await ask(gateway, "/health/liveliness")).status).toBe(200);
}, 60_000);
