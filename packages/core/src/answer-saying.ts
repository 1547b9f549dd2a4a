import type { FreePlace, Reckoned } from "./adapter.ts";
import type { Call } from "./call.ts";
import type { Held } from "./json/index.ts";
import type { RouteName } from "./routes/index.ts";

/** What an answer holds of what its reply holds; undefined where the reply has to be read. */
export type Saying<R extends RouteName> = (held: readonly Held[], call: Call<R>) => readonly Held[] | undefined;

type Reckoning<R extends RouteName> = (held: readonly Held[], call: Call<R>) => Held;

function sumOf(at: readonly number[]): (held: readonly Held[]) => Held {
  return (held) => {
    let sum = 0;
    for (const one of at) sum += Number(held[one]);
    return sum;
  };
}

function reckoning<R extends RouteName>(it: Reckoned<R>, places: readonly FreePlace<R>[]): Reckoning<R> {
  if (it.is === "call") return (_, call) => it.told(call);
  return sumOf([...places.keys()].filter((at) => it.of.includes(places[at]?.at ?? "")));
}

/** How an answer says what stands at a reply's places, and after it what is reckoned. */
export function saying<R extends RouteName>(
  places: readonly FreePlace<R>[],
  reckoned: readonly Reckoned<R>[] = [],
): Saying<R> {
  const more = reckoned.map((it) => reckoning(it, places));
  return (held, call) => {
    const all: Held[] = [];
    for (let at = 0; at < held.length; at++) {
      const value = held[at] ?? "";
      const tells = places[at]?.told;
      const say = typeof value === "string" && tells !== undefined ? tells(value, call) : value;
      if (say === undefined) return undefined;
      all.push(say);
    }
    for (const reckon of more) all.push(reckon(held, call));
    return all;
  };
}
