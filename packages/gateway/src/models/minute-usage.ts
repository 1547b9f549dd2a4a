const MINUTE_MS = 60_000;

/** What was asked of a deployment in a minute. */
export interface Asked {
  readonly requests: number;
  readonly tokens: number;
}

/** What was asked of deployments in the minute that is running; each thread counts its own. */
export interface MinuteUsage {
  count(id: string, asked: Asked): void;
  of(ids: readonly string[]): Asked;
}

const NOTHING: Asked = { requests: 0, tokens: 0 };

function sum(one: Asked, other: Asked): Asked {
  return { requests: one.requests + other.requests, tokens: one.tokens + other.tokens };
}

/** Counts by minutes of Unix time in milliseconds. */
export function minuteUsage(now: () => number = Date.now): MinuteUsage {
  const counts = new Map<string, Asked>();
  let minute = 0;

  function current(): Map<string, Asked> {
    const running = Math.floor(now() / MINUTE_MS);
    if (running !== minute) counts.clear();
    minute = running;
    return counts;
  }

  return {
    count(id, asked) {
      const running = current();
      running.set(id, sum(running.get(id) ?? NOTHING, asked));
    },
    of(ids) {
      const running = current();
      return ids.reduce((total, id) => sum(total, running.get(id) ?? NOTHING), NOTHING);
    },
  };
}
