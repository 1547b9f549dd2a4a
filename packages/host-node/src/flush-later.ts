/** Somebody who holds back what is to be written. */
export interface Held {
  /** Writes it; never throws. */
  flush(): void;
}

// A write whose reader sleeps costs 15 us, and 3 where another write has just woken it. More than these save no more, and
// keep the first of them waiting.
const MOST_HELD = 32;

let held: Held[] = [];
let isDue = false;

function flushAll(): void {
  const all = held;
  held = [];
  for (const one of all) one.flush();
}

function endTurn(): void {
  isDue = false;
  flushAll();
}

/** Flushes at the end of this turn of the event loop, or sooner, together with others that hold something back in it. */
export function flushLater(one: Held): void {
  if (held.length === MOST_HELD) flushAll();
  held.push(one);
  if (isDue) return;
  isDue = true;
  setImmediate(endTurn);
}
