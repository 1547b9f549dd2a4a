#!/usr/bin/env node
import { loadDotenv } from "./command/dotenv.ts";
import { tuneEngine } from "./command/engine.ts";
import { tooOld } from "./command/node-version.ts";

const problem = tooOld(process.versions.node);
if (problem !== undefined) {
  process.stderr.write(`lintel: ${problem}\n`);
  process.exit(1);
}
tuneEngine();
loadDotenv(process.cwd(), process.env);
const { main } = await import("./command/main.ts");
process.exitCode = await main(process.argv.slice(2));
