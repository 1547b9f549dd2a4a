/** Where lines go, and how to have them all written. */
export interface LineTarget {
  readonly stream: { write(line: string): void };
  close(): Promise<void>;
}

/** Characters gathered before they are handed over, and the longest they wait in milliseconds. */
const GATHERED = 8192;
const LONGEST_WAIT_MS = 250;

/** Hands over many lines at once; what waits when its thread ends, by an error too, is handed over then. */
export function gathered(take: (lines: string) => void): LineTarget {
  let lines = "";
  let timer: NodeJS.Timeout | undefined;

  function hand(): void {
    clearTimeout(timer);
    const all = lines;
    lines = "";
    if (all !== "") take(all);
  }

  process.prependListener("exit", hand);
  return {
    stream: {
      write(line) {
        if (lines === "") timer = setTimeout(hand, LONGEST_WAIT_MS).unref();
        lines += line;
        if (lines.length >= GATHERED) hand();
      },
    },
    close() {
      hand();
      process.off("exit", hand);
      return Promise.resolve();
    },
  };
}
