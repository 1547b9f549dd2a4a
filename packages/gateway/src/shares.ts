import type { Signal } from "@lintel/core/host";

/** Whose work it is, and what tells that nobody wants it any more. */
export interface Shared {
  readonly whose: string;
  readonly signal: Signal;
}

/** Does work at once that is within somebody's share, and further work of the same when some of it is done. */
export type Shares = <T>(shared: Shared, work: () => Promise<T>) => Promise<T>;

interface Share {
  active: number;
  readonly waiting: Set<(isTurn: boolean) => void>;
}

/** Whether a turn has come: it has not for whoever is gone before. */
function turn({ waiting }: Share, signal: Signal): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = (isTurn: boolean): void => {
      waiting.delete(leave);
      signal.removeEventListener("abort", onAbort);
      resolve(isTurn);
    };
    const onAbort = (): void => leave(false);
    waiting.add(leave);
    signal.addEventListener("abort", onAbort);
  });
}

/** Gives everybody a share of their own: so many works at once. Work that nobody wants any more does not wait: it is to end by itself. */
export function shares(most: number): Shares {
  const held = new Map<string, Share>();

  function release(whose: string, share: Share): void {
    const [next] = share.waiting;
    if (next === undefined) share.active -= 1;
    else next(true);
    if (share.active === 0) held.delete(whose);
  }

  return async ({ whose, signal }, work) => {
    if (signal.aborted) return work();
    const share = held.get(whose) ?? { active: 0, waiting: new Set() };
    held.set(whose, share);
    if (share.active < most) share.active += 1;
    else if (!(await turn(share, signal))) return work();
    try {
      return await work();
    } finally {
      release(whose, share);
    }
  };
}
