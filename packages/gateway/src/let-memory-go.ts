import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { SPARING } from "./command/engine.ts";

/** Fewer than the 100 s after which V8 takes what it saw for nothing. */
const EVERY_MS = 10_000;

/** More than at the start, in bytes, that a process which rests may go on holding. */
const SPARED = 64e6;

const GIVING = "--memory-reducer-favors-memory";

// V8 gives back what a load has left behind once it sees little being allocated, and takes nothing at all for a lot
// (`ComputeMutatorUtilizationImpl`): without this, 322 MB stayed 322 MB. A script is what Node.js allocates where V8 looks.
/**
 * Lets V8 notice that a thread rests, until the function that it returns is called. It holds no process open. To give all back V8 takes
 * the shapes of objects that a resting gateway has none of, and with them what it has compiled for them: the next load's first second
 * takes twice as much CPU. Where V8 was told to spare them it is told otherwise as long as much is held.
 */
export function letMemoryGo(everyMs = EVERY_MS): () => void {
  const most = process.memoryUsage.rss() + SPARED;
  const isSparing = process.execArgv.includes(SPARING);
  const timer = setInterval(() => {
    if (isSparing) setFlagsFromString(process.memoryUsage.rss() > most ? GIVING : SPARING);
    new Script("0");
  }, everyMs).unref();
  return () => clearInterval(timer);
}
