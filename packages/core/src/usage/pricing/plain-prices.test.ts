import fc from "fast-check";
import { expect, it } from "vitest";
import { type PlainCall, type PlainRates, plainPrices } from "./plain-prices.ts";

const COMMON: PlainCall = {
  callType: "completion",
  provider: "openai",
  asked: "gpt-4.1",
  model: "gpt-4.1-2025-04-14",
  base: undefined,
  answeredBy: undefined,
  deployment: undefined,
  tier: undefined,
  answered: null,
  served: "",
};

const text = fc.constantFrom("a", "b");
const optional = fc.constantFrom(undefined, "a", "b");
const difference = fc.oneof(
  fc.record({ callType: text }),
  fc.record({ provider: text }),
  fc.record({ asked: text }),
  fc.record({ model: text }),
  fc.record({ base: optional }),
  fc.record({ answeredBy: optional }),
  fc.record({ deployment: optional }),
  fc.record({ tier: optional }),
  fc.record({ answered: fc.constantFrom(null, "a") }),
  fc.record({ served: text }),
);
const calls = fc.array(fc.array(difference, { maxLength: 2 }), { minLength: 2, maxLength: 20 });

it("a call has the rates that were learnt of it, whatever other calls come between", () => {
  fc.assert(
    fc.property(calls, (told) => {
      const prices = plainPrices();
      const learnt = new Map<string, PlainRates | null>();
      for (const [at, differences] of told.entries()) {
        const call: PlainCall = Object.assign({}, COMMON, ...differences);
        const key = JSON.stringify(Object.entries(call));
        expect(prices.of(call)).toBe(learnt.get(key));
        if (learnt.has(key)) continue;
        const rates = at % 3 === 0 ? null : { input: at, output: at, below: Number.POSITIVE_INFINITY };
        learnt.set(key, rates);
        prices.learn(call, rates);
        expect(prices.of({ ...call })).toBe(rates);
      }
    }),
  );
});

it("calls that take long to tell apart are forgotten", () => {
  const prices = plainPrices();
  const call = { ...COMMON, model: "m".repeat(2000) };
  prices.learn(call, null);
  expect(prices.of(call)).toBeUndefined();
});
