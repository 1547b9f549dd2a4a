import type { PendingUsage } from "@lintel/core";

/** What comes after a usage that is still to be priced. */
export interface Holding {
  /** Hands a usage over, and holds what follows until it is settled. */
  open(pending: (usage: PendingUsage) => void, usage: PendingUsage): void;
  /** Does this now, or when the usage is settled. */
  inTurn(act: () => void): void;
}

/** A queue that is open until a usage is pending, and again when it is settled. */
export function holding(): Holding {
  let waiting: (() => void)[] | undefined;

  function release(): void {
    const acts = waiting ?? [];
    waiting = undefined;
    for (const act of acts) act();
  }

  return {
    open(pending, usage) {
      waiting = [];
      pending({
        ...usage,
        settle(counts, cost) {
          usage.settle(counts, cost);
          release();
        },
        forgo() {
          usage.forgo();
          release();
        },
      });
    },
    inTurn(act) {
      if (waiting === undefined) act();
      else waiting.push(act);
    },
  };
}
