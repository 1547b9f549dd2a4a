/**
 * An object with other members in the place of its own, or behind them. Where objects of many shapes pass, the engine copies them so
 * as fast as ever, and by a spread member by member, in two to three times the time. A member named `__proto__` is left out.
 */
export function overlaid<T extends object>(one: T, members: Partial<T>): T {
  return Object.assign({}, one, members);
}
