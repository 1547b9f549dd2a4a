// setTimeout fires at once for a longer delay.
const LONGEST_MS = 2 ** 31 - 1;

// Setting and clearing a timer costs 0.6 us, looking at the clock 0.06: the timer runs on and looks when it fires.
/** One deadline that is set anew for each phase of an exchange and each read of its body. */
export interface Deadline {
  /** Milliseconds from now. */
  set(ms: number): void;
  /** No deadline until the next `set`. */
  pause(): void;
  /** No deadline any more. */
  end(): void;
}

export function deadline(expired: () => void): Deadline {
  let timer: NodeJS.Timeout | undefined;
  let firesAt = 0;
  let due = Number.POSITIVE_INFINITY;

  function arm(ms: number): void {
    clearTimeout(timer);
    firesAt = performance.now() + Math.min(ms, LONGEST_MS);
    timer = setTimeout(fire, Math.min(ms, LONGEST_MS));
  }

  function fire(): void {
    timer = undefined;
    if (due === Number.POSITIVE_INFINITY) return;
    const left = due - performance.now();
    if (left > 0) {
      arm(left);
    } else {
      due = Number.POSITIVE_INFINITY;
      expired();
    }
  }

  return {
    set(ms) {
      due = performance.now() + ms;
      if (timer === undefined || due < firesAt) arm(ms);
    },
    pause() {
      due = Number.POSITIVE_INFINITY;
    },
    end() {
      due = Number.POSITIVE_INFINITY;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
