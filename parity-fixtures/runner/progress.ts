interface Progress {
  step(): void;
  /** How many there were, and how fast. */
  end(): string;
}

/** Counts towards an unknown end: tells on a terminal twice a second, elsewhere every ten seconds. */
export function progress(what: string): Progress {
  const began = performance.now();
  const pause = process.stderr.isTTY ? 500 : 10_000;
  let done = 0;
  let told = began;
  const rate = (): string => `${done} ${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`;
  return {
    step() {
      done += 1;
      if (performance.now() - told < pause) return;
      told = performance.now();
      process.stderr.write(process.stderr.isTTY ? `\r${rate()}` : `${rate()}\n`);
    },
    end() {
      if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
      const seconds = (performance.now() - began) / 1000;
      return `${rate()}, ${Math.round(done / Math.max(seconds, 1e-3))} ${what}/s`;
    },
  };
}
