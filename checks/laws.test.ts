import type { Plan } from "@lintel/core";
import { dice, type Law, laws, observe, pick, type Sample, type Subject } from "@lintel/core/testing";
import { adapters, bridges, directory } from "@lintel/providers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as anthropicMessages from "./anthropic-messages-stream.ts";
import { foldEvents } from "./fold-events.ts";
import { samplesOf } from "./law-samples.ts";
import * as openaiChat from "./openai-chat-stream.ts";
import * as openaiResponses from "./openai-responses-stream.ts";
import { isRecordable } from "./recordable.ts";

/** A thousand runs with a seed that stays, so that a run can be repeated; `pnpm soak` makes many more with seeds of its own. */
const RUNS = Number(process.env.LINTEL_LAW_RUNS ?? 1000);
const SEED = process.env.LINTEL_LAW_SEED === "random" ? {} : { seed: 20_260_101 };

/** The streams of each provider's wire on a route: when one is complete, and which whole reply it amounts to. */
const STREAMS: Partial<Record<string, Pick<Subject, "isComplete" | "accumulate" | "fold" | "summarise">>> = {
  "openai on chat": openaiChat,
  "anthropic on chat": anthropicMessages,
  "openai on responses": openaiResponses,
  "anthropic on messages": { ...anthropicMessages, fold: foldEvents },
};

/** Who is known to issue signatures of thoughts in Anthropic's form, and who is known not to. */
const ISSUERS: readonly (readonly [host: RegExp, isIssuer: boolean])[] = [
  [/^https:\/\/api\.anthropic\.com(?::|\/|$)/, true],
  [/^https:\/\/(?:[^/]+\.)?openai\.com(?::|\/|$)/, false],
];

function isIssuer({ url }: Plan): boolean | undefined {
  return ISSUERS.find(([host]) => host.test(String(url)))?.[1];
}

/** Samples on which LiteLLM itself breaks a law, in a way that is kept: strict, so that a row goes when its reason has gone. */
const KEPT = [
  {
    law: "fold = whole",
    samples: /^chat\/openai\/stream[^/]*\/[^/]+\/think-tags/,
    why: "a whole answer has its <think> text taken out of the content, a stream has not",
  },
  {
    law: "fold = whole",
    samples: /^chat\/openai\/stream[^/]*\/[^/]+\/two/,
    why: "a stream of several choices tells one finish_reason only",
  },
  {
    law: "fold = whole",
    samples: /^chat\/openai\/stream-merging/,
    why: "only a stream merges reasoning into its content where merge_reasoning_content_in_choices asks for it",
  },
  {
    law: "usage conservation",
    samples:
      /^chat\/anthropic\/answer(?:\/usage-bools|\/thinking-reported-(?:text|float)|\/cache-details-more|-stream\/no-start)$/,
    why: "LiteLLM reads counts that are no numbers, that contradict each other, or whose message never began",
  },
  {
    law: "usage conservation",
    samples: /^messages\/openai\/answer\/gpt-4o\/usage-over-cached/,
    why: "LiteLLM tells a cache that held more than the prompt as the provider told it",
  },
  {
    law: "usage conservation",
    samples: /^embedding\/openai\/reply\/extra$/,
    why: "LiteLLM tells no details of an embedding's tokens",
  },
  {
    law: "fold = whole",
    samples: /^chat\/anthropic\/answer-stream-merging/,
    why: "only a stream merges reasoning into its content where merge_reasoning_content_in_choices asks for it",
  },
  {
    law: "fold = whole",
    samples: /^chat\/anthropic\/answer-stream[^/]*\/finish-twice/,
    why: "a stream has told its finish_reason before another one comes",
  },
  {
    law: "fold = whole",
    samples: /^chat\/anthropic\/answer-stream-json/,
    why: "in JSON mode a whole answer is printed anew and stands alone, a stream passes on its pieces as they are",
  },
  {
    law: "fold = whole",
    samples: /^responses\/openai\/(?:stream-marked|agent)\/seal/,
    why: "the ids of sealed items are sealed in a whole answer and not in the events that tell them done",
  },
] as const;

function isKept(law: Law, { id }: Sample): boolean {
  return KEPT.some((kept) => law.name.startsWith(kept.law) && kept.samples.test(id));
}

/** Routes of a provider that only a bridge serves, with recorded cases of their own. */
const BRIDGED = [
  { provider: "openai", route: "messages" },
  { provider: "openai", route: "responses", over: "chat" },
  { provider: "anthropic", route: "responses", over: "chat" },
] as const;

/** Cases of a route whose provider has it, served over chat all the same. */
const OVER_CHAT = /\/over-chat-/;

const SUBJECTS = [...adapters.filter(isRecordable), ...BRIDGED].map((served) => {
  const isOverChat = "over" in served;
  const name = `${served.provider} on ${served.route}${isOverChat ? " over chat" : ""}`;
  const streams = STREAMS[name];
  const subject: Subject = { adapters, providers: directory, bridges, isIssuer, ...streams };
  const isStream = (law: Law): boolean => law.name.startsWith("truncation") || law.name.startsWith("fold");
  const hasStreams = "stream" in served && served.stream !== undefined && streams !== undefined;
  const samples = samplesOf(served).filter(({ id }) => OVER_CHAT.test(id) === isOverChat);
  const isFor = (law: Law): boolean =>
    !/^(opaque|prefix|legal|likeness)/.test(law.name) || samples.filter((it) => law.applies(subject, it)).length > 10;
  const fitting = laws.filter((law) => (hasStreams || !isStream(law)) && isFor(law));
  return { name, subject, samples, laws: fitting };
});

it("every law is tried", () => {
  expect(RUNS).toBeGreaterThan(0);
});

it("the law of opaque state notices a seal that reaches another than its issuer", async () => {
  const law = laws.find(({ name }) => name.startsWith("opaque state"));
  const found = SUBJECTS.find(({ name }) => name === "anthropic on messages");
  if (law === undefined || found === undefined) throw new Error("nothing to try it on");
  const stranger: Subject = { ...found.subject, isIssuer: () => false };
  const samples = found.samples.filter((sample) => law.applies(stranger, sample)).slice(0, 50);
  const violations = await Promise.all(samples.map((sample) => law.violation(stranger, sample, dice(1))));
  expect(violations.filter((it) => it?.includes("reached another than the issuer")).length).toBeGreaterThan(10);
});

describe.each(SUBJECTS)("$name", ({ subject, samples, laws: fitting }) => {
  it("has recorded samples", () => {
    expect(samples.length).toBeGreaterThan(50);
  });

  it("asks the provider in most of those that have a reply", async () => {
    const replied = samples.filter(({ replies }) => replies.length > 0);
    const seen = await Promise.all(replied.map((sample) => observe(subject, sample)));
    expect(seen.filter(({ plans }) => plans.length > 0).length).toBeGreaterThan(replied.length / 2);
  });

  it.each(fitting)(
    "$name",
    async (law) => {
      const tried = samples.filter((sample) => law.applies(subject, sample) && !isKept(law, sample));
      expect(tried.length).toBeGreaterThan(10);
      const property = fc.asyncProperty(fc.integer(), async (seed) => {
        const rolls = dice(seed);
        const sample = pick(tried, rolls);
        const violation = sample && (await law.violation(subject, sample, rolls));
        if (violation !== undefined) throw new Error(`${sample?.id}: ${violation}`);
      });
      await fc.assert(property, { numRuns: RUNS, ...SEED });
    },
    RUNS * 120,
  );
});

describe.each(KEPT)("the kept exception to $law", ({ law: name, samples: pattern, why }) => {
  it(`is still there: ${why}`, async () => {
    const law = laws.find((it) => it.name.startsWith(name));
    const found = await Promise.all(
      SUBJECTS.flatMap(({ subject, samples }) =>
        samples
          .filter((sample) => pattern.test(sample.id) && law?.applies(subject, sample))
          .map((sample) => law?.violation(subject, sample, dice(1))),
      ),
    );
    expect(found.filter((violation) => violation !== undefined).length).toBeGreaterThan(0);
  });
});
