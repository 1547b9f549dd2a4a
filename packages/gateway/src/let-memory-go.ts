import { Script } from "node:vm";

/** Fewer than the 100 s after which V8 takes what it saw for nothing. */
const EVERY_MS = 10_000;

// V8 gives back what a load has left behind once it sees little being allocated, and takes nothing at all for a lot
// (`ComputeMutatorUtilizationImpl`): without this, 322 MB stayed 322 MB. A script is what Node.js allocates where V8 looks.
/** Lets V8 notice that a thread rests, until the function that it returns is called. It holds no process open. */
export function letMemoryGo(everyMs = EVERY_MS): () => void {
  const timer = setInterval(() => new Script("0"), everyMs).unref();
  return () => clearInterval(timer);
}
