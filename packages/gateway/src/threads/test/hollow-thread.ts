import { parentPort } from "node:worker_threads";
import { correspondence } from "../correspondence.ts";
import type { OfMain } from "../questions.ts";

// It says that it listens, and breaks.
if (parentPort !== null) await correspondence<OfMain, Record<string, never>>(parentPort, {}).ask("listening");
throw new Error("the thread broke");
