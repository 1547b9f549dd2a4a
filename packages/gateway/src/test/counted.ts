import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** What a process holds. */
export interface Counted {
  /** Timers, sockets and the like that are open. */
  readonly handles: number;
  /** Bytes of the heap in use. */
  readonly heap: number;
  /** Bytes of buffers. */
  readonly buffers: number;
}

/** Counts what is held once what is over is let go of. */
export async function counted(): Promise<Counted> {
  const open = (): number =>
    process.getActiveResourcesInfo().filter((name) => /^(Timeout|Immediate|TCP|TLS|GetAddrInfo|Pipe)/.test(name))
      .length;
  let handles = open();
  for (let still = 0; still < 5; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = open();
    still = now < handles ? 0 : still + 1;
    handles = Math.min(handles, now);
  }
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { handles, heap: heapUsed, buffers: arrayBuffers };
}
