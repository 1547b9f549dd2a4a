import type { Kwargs } from "../client/front.ts";
import { isObject, type Json, type JsonObject, sameCanonical } from "../json/index.ts";
import { accounting } from "./accounting.ts";
import { described } from "./described.ts";
import { disturbed, randomCuts, withBody } from "./disturb.ts";
import { foldChat, summariseChat } from "./fold-chat.ts";
import { deepFrozen, objectsIn } from "./frozen.ts";
import type { Law } from "./law.ts";
import { legalOutput } from "./legal-output.ts";
import { type Observed, observe, observeAlike } from "./observe.ts";
import { opaqueState } from "./opaque-state.ts";
import { prefixStability } from "./prefix-stability.ts";
import type { Sample, Subject } from "./sample.ts";
import { secrecy } from "./secrecy.ts";
import { usageConservation } from "./usage-law.ts";

/** What a call gave, as text that can be compared: secrets masked, transport causes left out. */
function shown({ plans, value, chunks, usage, losses, fault, thrown }: Observed): JsonObject {
  const told: Readonly<Record<string, unknown>> = {
    plans,
    value,
    chunks,
    usage,
    losses,
    fault,
    thrown: thrown && String(thrown),
  };
  return { text: described(told) };
}

function difference(a: Observed, b: Observed): string | undefined {
  const [left, right] = [shown(a).text, shown(b).text];
  if (left === right || typeof left !== "string" || typeof right !== "string") return undefined;
  let at = 0;
  while (left[at] === right[at]) at += 1;
  return `…${left.slice(Math.max(0, at - 60), at + 80)}… became …${right.slice(Math.max(0, at - 60), at + 80)}…`;
}

function lastBody({ replies }: Sample): Uint8Array | undefined {
  const last = replies.at(-1);
  return last === undefined || "failure" in last ? undefined : last.body;
}

function isStreamed({ kwargs }: Sample): boolean {
  return kwargs.stream === true;
}

function contentOf(chunks: readonly JsonObject[]): string {
  return described(foldChat(chunks));
}

const always = (): boolean => true;
const hasBody = (_: Subject, sample: Sample): boolean => lastBody(sample) !== undefined;

const rechunking: Law = {
  name: "re-chunking: any cut of the bytes gives the same outcome",
  applies: hasBody,
  async violation(subject, sample, rolls) {
    return difference(await observe(subject, sample), await observe(subject, sample, randomCuts(rolls)));
  },
};

const likeness: Law = {
  name: "likeness: who is told in what a chunk differs from the last one makes the same chunks of it",
  applies: (_, sample) => isStreamed(sample),
  async violation(subject, sample) {
    return difference(await observe(subject, sample), await observeAlike(subject, sample));
  },
};

const determinism: Law = {
  name: "determinism: the same call gives the same plan and the same outcome",
  applies: always,
  async violation(subject, sample) {
    return difference(await observe(subject, sample), await observe(subject, sample));
  },
};

const noMutation: Law = {
  name: "no mutation: the input stays as it was, frozen input works, and no part of it comes back",
  applies: always,
  async violation(subject, sample) {
    const before = described(sample.kwargs);
    const plain = await observe(subject, sample);
    if (described(sample.kwargs) !== before) return "the input was changed";
    const frozen = await observe(subject, { ...sample, kwargs: deepFrozen(sample.kwargs) });
    const changed = difference(plain, frozen);
    if (changed !== undefined) return `frozen input gives another outcome: ${changed}`;
    const given = objectsIn(sample.kwargs);
    const shared = [...objectsIn([frozen.value, frozen.chunks])].some((it) => given.has(it));
    return shared ? "the output shares an object with the input" : undefined;
  },
};

const totality: Law = {
  name: "totality: any bytes from a provider give a value or a fault, never a throw",
  applies: hasBody,
  async violation(subject, sample, rolls) {
    const times = 1 + rolls.below(3);
    const broken = withBody(sample, (body) =>
      Array.from({ length: times }).reduce<Uint8Array>((it) => disturbed(it, rolls), body),
    );
    const seen = await observe(subject, broken, randomCuts(rolls));
    if (seen.thrown !== undefined) return `threw ${String(seen.thrown)}`;
    if (seen.fault?.message.includes("an adapter or the host threw")) return seen.fault.message;
    if (seen.late > 0) return `${seen.late} events after the end`;
    return Object.hasOwn(Object.prototype, "polluted") ? "Object.prototype was polluted" : undefined;
  },
};

const truncation: Law = {
  name: "truncation: a stream cut before its terminal condition is a fault with what came so far; after it, a success with the same chunks",
  applies: (subject, sample) => {
    const body = lastBody(sample);
    return isStreamed(sample) && body !== undefined && subject.isComplete?.(body) === true;
  },
  async violation(subject, sample, rolls) {
    const full = await observe(subject, sample);
    if (full.fault !== undefined || full.chunks === undefined || full.plans.length === 0) return undefined;
    const body = lastBody(sample) ?? new Uint8Array();
    const prefix = body.subarray(0, rolls.below(body.length + 1));
    const cut = await observe(
      subject,
      withBody(sample, () => prefix),
      randomCuts(rolls),
    );
    const isWhole = subject.isComplete?.(prefix) === true;
    if (!isWhole)
      return cut.fault === undefined
        ? `a stream cut at byte ${prefix.length} ended as a success`
        : partialViolation(cut);
    if (cut.fault !== undefined)
      return `a stream cut at byte ${prefix.length}, after its terminal condition, failed: ${cut.fault.message}`;
    const [wanted, got] = [withoutUsage(full.chunks), withoutUsage(cut.chunks ?? [])];
    return wanted === got ? undefined : `chunks after the terminal condition differ: ${wanted} became ${got}`;
  },
};

function withoutUsage(chunks: readonly JsonObject[]): string {
  return contentOf(chunks.map(({ usage: _, ...rest }) => rest));
}

function partialViolation({ chunks = [], fault }: Observed): string | undefined {
  const delivered = foldChat(chunks).choices;
  const hasText =
    Array.isArray(delivered) &&
    delivered.some((it: Json) => typeof it === "object" && it !== null && "content" in it && it.content !== "");
  return hasText && fault?.partial?.content === ""
    ? "the fault of a cut stream carries none of its content"
    : undefined;
}

const foldIsWhole: Law = {
  name: "fold = whole: a folded stream equals the whole reply it amounts to",
  applies: (subject, sample) => {
    const body = lastBody(sample);
    return (
      isStreamed(sample) &&
      body !== undefined &&
      subject.isComplete?.(body) === true &&
      subject.accumulate !== undefined
    );
  },
  async violation(subject, sample, rolls) {
    const body = lastBody(sample) ?? new Uint8Array();
    const reply = subject.accumulate?.(body);
    if (reply === undefined) return undefined;
    const streamed = await observe(subject, sample, randomCuts(rolls));
    const { stream: _, stream_options: options, ...kwargs } = sample.kwargs;
    const complete = await observe(subject, { ...sample, kwargs, replies: [reply] });
    if (
      streamed.plans.length === 0 ||
      streamed.fault !== undefined ||
      complete.fault !== undefined ||
      complete.value === undefined
    )
      return undefined;
    const own = subject.fold?.(streamed.chunks ?? []);
    const told = subject.summarise?.(complete.value) ?? complete.value;
    const ownPath = own === undefined ? undefined : sameCanonical(told, own);
    if (ownPath !== undefined) return `differs at ${ownPath}: ${described(told)} became ${described(own)}`;
    if (subject.fold !== undefined) return own === undefined ? "the chunks amount to no answer" : undefined;
    const folded = foldChat(streamed.chunks ?? []);
    const summed = summariseChat(complete.value);
    const isCounted = options !== undefined && isObject(folded.usage);
    const wanted = isCounted ? summed : { ...summed, usage: folded.usage ?? null };
    const path = sameCanonical(wanted, folded);
    return path === undefined ? undefined : `differs at ${path}: ${described(wanted)} became ${described(folded)}`;
  },
};

/** Where each function's input carries a caller's own numbers to the provider. */
const OWN_NUMBERS: Partial<Readonly<Record<Sample["method"], (own: bigint) => Kwargs>>> = {
  completion: (own) => ({ extra_body: { lawful_id: own } }),
  messages: (own) => ({ container: { lawful_id: own } }),
  countTokens: (own) => ({ system: [{ type: "text", text: "Hi", lawful_id: own }] }),
  responses: (own) => ({ extra_body: { lawful_id: own } }),
  embedding: (own) => ({ extra_body: { lawful_id: own } }),
  ocr: (own) => ({ document_annotation_format: { lawful_id: own } }),
};

/** Where a loss points that says the provider takes no such argument. */
const OWN_POINTERS = ["/extra_body", "/container", "/document_annotation_format", "/system"] as const;

const exactness: Law = {
  name: "exactness: integers of any size reach the provider as they were written, or their loss is told",
  applies: (_, { method }) => OWN_NUMBERS[method] !== undefined,
  async violation(subject, sample, rolls) {
    const size = 17 + rolls.below(12);
    const digits = Array.from({ length: size }, (_, at) => (at === 0 ? 1 + rolls.below(9) : rolls.below(10))).join("");
    const seen = await observe(subject, {
      ...sample,
      kwargs: { ...sample.kwargs, ...OWN_NUMBERS[sample.method]?.(BigInt(digits)) },
    });
    // Where configuration alone says a request goes, it is not the provider's.
    const asked = seen.plans.filter(({ isConfigured }) => isConfigured !== true);
    const bodies = asked.flatMap(({ body }) => (body?.body === "text" ? [body.text] : []));
    const isTold = seen.losses.some(({ pointer }) => OWN_POINTERS.some((own) => pointer.startsWith(own)));
    return isTold || bodies.every((text) => text.includes(digits))
      ? undefined
      : `the integer ${digits} did not reach the request`;
  },
};

/** The laws, for any adapter: try each on many samples with many seeds. */
export const laws: readonly Law[] = [
  rechunking,
  likeness,
  foldIsWhole,
  truncation,
  noMutation,
  exactness,
  totality,
  determinism,
  secrecy,
  usageConservation,
  opaqueState,
  prefixStability,
  accounting,
  legalOutput,
];
