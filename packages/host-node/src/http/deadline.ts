// setTimeout fires at once for a longer delay.
const LONGEST_MS = 2 ** 31 - 1;

/** One timer that is set anew for each phase of an exchange. */
export interface Deadline {
  set(ms: number): void;
  clear(): void;
}

export function deadline(expired: () => void): Deadline {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(ms) {
      clearTimeout(timer);
      timer = setTimeout(expired, Math.min(ms, LONGEST_MS));
    },
    clear() {
      clearTimeout(timer);
    },
  };
}
