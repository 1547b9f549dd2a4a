/** Work that is done one after another; what has waited longer than so many milliseconds is not begun any more, and rejects. */
export function inTurn<G, T>(work: (given: G) => Promise<T>, longestMs: number): (given: G) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const asked = performance.now();
    const turn = last.then(() => {
      if (performance.now() - asked > longestMs) throw new Error(`its turn did not come within ${longestMs} ms`);
      return work(given);
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
