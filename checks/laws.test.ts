import { dice, type Law, laws, pick, type Sample, type Subject } from "@lintel/core/testing";
import { adapters, directory } from "@lintel/providers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { samplesOf } from "./law-samples.ts";
import { accumulate, isComplete } from "./openai-chat-stream.ts";

const RUNS = 1000;

/** The streams of each route's wires: when one is complete, and which whole reply it amounts to. */
const STREAMS: Partial<Record<string, Pick<Subject, "isComplete" | "accumulate">>> = {
  chat: { isComplete, accumulate },
};

describe.each(adapters.map((adapter) => [`${adapter.provider} on ${adapter.route}`, adapter] as const))(
  "%s",
  (_, adapter) => {
    const subject: Subject = { adapters, providers: directory, ...STREAMS[adapter.route] };
    const samples = samplesOf(adapter);
    const isStream = (law: Law): boolean => law.name.startsWith("truncation") || law.name.startsWith("fold");

    it("has recorded samples", () => {
      expect(samples.length).toBeGreaterThan(50);
    });

    it.each(
      laws.filter((law) => adapter.stream !== undefined || !isStream(law)).map((law) => [law.name, law] as const),
    )(
      "%s",
      async (_name, law) => {
        const fitting: readonly Sample[] = samples.filter((sample) => law.applies(subject, sample));
        expect(fitting.length).toBeGreaterThan(10);
        const property = fc.asyncProperty(fc.integer(), async (seed) => {
          const rolls = dice(seed);
          const sample = pick(fitting, rolls);
          const violation = sample && (await law.violation(subject, sample, rolls));
          if (violation !== undefined) throw new Error(`${sample?.id}: ${violation}`);
        });
        await fc.assert(property, { numRuns: RUNS });
      },
      120_000,
    );
  },
);
