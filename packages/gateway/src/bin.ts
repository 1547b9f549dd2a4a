#!/usr/bin/env node
import { tuneEngine } from "./command/engine.ts";

tuneEngine();
const { main } = await import("./command/main.ts");
process.exitCode = await main(process.argv.slice(2));
