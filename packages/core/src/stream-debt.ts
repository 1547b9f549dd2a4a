import type { CountedUsage, PendingUsage, Sink, Uncounted } from "./transducer.ts";

/** Counts what a stream's provider did not tell of its usage. */
export interface CountUsage {
  /** Whether it also counts where the caller is not told the usage. */
  readonly isAlways: boolean;
  count(uncounted: Uncounted): Promise<CountedUsage>;
}

/** The usage a stream owes, until somebody has counted it. */
export interface StreamDebt {
  /** Takes a usage to be counted; absent where nobody counts. */
  readonly pending?: (usage: PendingUsage) => void;
  /** Whether something is to be counted, or being counted. */
  isOwed(): boolean;
  /** Counts what is owed, and lets the stream go on; what cannot be counted is a loss, and no usage. */
  pay(sink: Pick<Sink, "loss">): Promise<void>;
}

/** A stream that owes nothing yet. */
export function streamDebt(counter: CountUsage | undefined): StreamDebt {
  if (counter === undefined) return { isOwed: () => false, pay: async () => undefined };
  let owed: PendingUsage | undefined;
  let isPaying = false;

  return {
    pending(usage) {
      if (usage.isTold || counter.isAlways) owed = usage;
      else usage.forgo();
    },
    isOwed: () => owed !== undefined || isPaying,
    async pay(sink) {
      if (owed === undefined) return;
      const usage = owed;
      owed = undefined;
      isPaying = true;
      const counted = await counter.count(usage);
      isPaying = false;
      if (counted.counted) return usage.settle(counted.counts);
      sink.loss({ pointer: "/usage", action: "dropped", reason: counted.reason });
      usage.forgo();
    },
  };
}
