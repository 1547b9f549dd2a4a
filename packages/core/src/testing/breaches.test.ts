import { expect, it } from "vitest";
import { breaches } from "./breaches.ts";
import type { Law } from "./law.ts";
import type { Sample, Subject } from "./sample.ts";

const subject = { adapters: [] } as unknown as Subject;
const samples: readonly Sample[] = ["a", "b"].map((id) => ({ id, method: "completion", kwargs: {}, replies: [] }));

const onlyOdd: Law = {
  name: "odd",
  applies: (_, { id }) => id === "b",
  violation: async (_subject, _sample, rolls) => (rolls.below(3) === 0 ? "it is" : undefined),
};
const kept: Law = { name: "kept", applies: () => true, violation: async () => undefined };
const never: Law = { name: "never", applies: () => false, violation: async () => "broken" };

it("tells the first breach of each law, its sample, and the seed that shows it again", async () => {
  const [breach, ...rest] = await breaches(subject, samples, { laws: [onlyOdd, kept, never], seed: 7 });
  expect(rest).toEqual([]);
  expect(breach).toMatchObject({ law: "odd", sample: "b", violation: "it is" });
  expect(await breaches(subject, samples, { laws: [onlyOdd], seed: breach?.seed ?? 0, runs: 1 })).toEqual([breach]);
});
