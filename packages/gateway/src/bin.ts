#!/usr/bin/env node
import { loadDotenv } from "./command/dotenv.ts";
import { tuneEngine } from "./command/engine.ts";

tuneEngine();
loadDotenv(process.cwd(), process.env);
const { main } = await import("./command/main.ts");
process.exitCode = await main(process.argv.slice(2));
