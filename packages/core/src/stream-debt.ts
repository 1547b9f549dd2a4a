import { type Billed, type Price, unbilled } from "./billed.ts";
import { type Num, numeric } from "./json/index.ts";
import type { Billable, CountedUsage, PendingUsage, Sink, Uncounted } from "./transducer.ts";

/** Counts what a stream's provider did not tell of its usage, and prices answers. */
export interface CountUsage {
  /** Whether it also counts where the caller is not told the usage. */
  readonly isAlways: boolean;
  count(uncounted: Uncounted): Promise<CountedUsage>;
  /** What an answer costs; without it no usage tells a cost. */
  readonly price?: Price;
}

/** The usage a stream owes, until somebody has counted it. */
export interface StreamDebt {
  /** Takes a usage to be counted; absent where nobody counts. */
  readonly pending?: (usage: PendingUsage) => void;
  /** Whether something is to be counted, or being counted. */
  isOwed(): boolean;
  /** Counts and prices what is owed, and lets the stream go on; what cannot be counted is a loss, and no usage. */
  pay(sink: Pick<Sink, "loss">): Promise<void>;
  /** What the stream has cost, counted now where it has not been. */
  receipt(): Promise<Billed>;
}

const NOT_OVER = "the usage of a stream is known when it has ended; this one has not, or it said nothing";

async function nobody(): Promise<Billed> {
  return unbilled("this stream has no prices");
}

function isMissing({ prompt, completion, reasoning }: Uncounted): boolean {
  return prompt || completion !== undefined || reasoning !== undefined;
}

function isTold({ response }: Billable): boolean {
  const { usage } = response;
  return typeof usage === "object" && usage !== null && "cost" in usage;
}

/** A stream that owes nothing yet. */
export function streamDebt(counter: CountUsage | undefined): StreamDebt {
  if (counter === undefined) return { isOwed: () => false, pay: async () => undefined, receipt: nobody };
  const { isAlways, price } = counter;
  const owed: PendingUsage[] = [];
  let isPaying = false;
  let known: PendingUsage | undefined;
  let last: { readonly of: PendingUsage; readonly counts: Promise<CountedUsage> } | undefined;

  async function counts(usage: PendingUsage): Promise<CountedUsage> {
    return isMissing(usage) && counter !== undefined ? counter.count(usage) : { counted: true, counts: {} };
  }

  function counted(usage: PendingUsage): Promise<CountedUsage> {
    if (last?.of !== usage) last = { of: usage, counts: counts(usage) };
    return last.counts;
  }

  /** What the last chunk tells: nothing where LiteLLM has no price either. */
  async function costOf(answer: Billable, sink: Pick<Sink, "loss">): Promise<number | Num | undefined> {
    if (price === undefined || isTold(answer)) return undefined;
    const bill = await price(answer);
    if (bill.billed) return numeric(bill.receipt.litellm);
    if (bill.fault.origin === "host")
      sink.loss({ pointer: "/usage/cost", action: "dropped", reason: bill.fault.message });
    return undefined;
  }

  async function settle(usage: PendingUsage, sink: Pick<Sink, "loss">): Promise<void> {
    isPaying = true;
    const found = await counted(usage);
    const cost = found.counted && usage.isTold ? await costOf(usage.billable(found.counts), sink) : undefined;
    isPaying = false;
    if (found.counted) return usage.settle(found.counts, cost);
    sink.loss({ pointer: "/usage", action: "dropped", reason: found.reason });
    usage.forgo();
  }

  return {
    pending(usage) {
      known = usage;
      // A route that has failed owes its usage while the one beneath it still owes another.
      if (usage.isTold || (isAlways && isMissing(usage))) owed.push(usage);
      else usage.forgo();
    },
    isOwed: () => owed.length > 0 || isPaying,
    async pay(sink) {
      // What is settled may bring the usage of the route above it.
      for (let next = owed.shift(); next !== undefined; next = owed.shift()) await settle(next, sink);
    },
    async receipt() {
      if (price === undefined) return nobody();
      if (known === undefined) return unbilled(NOT_OVER, "caller");
      const found = await counted(known);
      return found.counted ? price(known.billable(found.counts)) : unbilled(found.reason);
    },
  };
}
