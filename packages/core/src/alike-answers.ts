import type { Adapter, Exchange, FreePlace } from "./adapter.ts";
import { formed, formOf } from "./answer-form.ts";
import { type Saying, saying } from "./answer-saying.ts";
import {
  type Held,
  type JsonObject,
  objectOf,
  probes,
  sameCanonical,
  type TextTemplate,
  textTemplate,
} from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { Reply } from "./reply.ts";
import type { RouteName } from "./routes/index.ts";
import type { Done, Step } from "./step.ts";

/** What answers that differ in some texts and counts alone have in common. */
export interface AnswerLike {
  /** The answer in which this is held. */
  value(held: readonly Held[]): JsonObject;
}

/** An answer by what it differs in from those that are like it. */
export interface AlikeAnswer {
  readonly like: AnswerLike;
  readonly held: readonly Held[];
}

/** Reads whole replies to calls that are alike. */
export type AnswerReader<R extends RouteName> = (reply: Reply, exchange: Exchange<R>) => Step;

/** Templates that are kept, and units of a template's own text. */
const KEPT = 2;
const LONGEST = 4096;

/** Templates that may be made at first, and what of one each reply that is like one earns: making one takes as long as reading 15 replies. */
const MOST = 8;
const EARNED = 1 / 256;

/** A reply's text, and what an answer says of what it holds. */
interface Reading<R extends RouteName> {
  readonly text: TextTemplate<FreePlace<R>>;
  readonly says: Saying<R>;
}

interface Template<R extends RouteName> extends AnswerLike, Reading<R> {
  readonly losses?: readonly Loss[];
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

function decoded(body: Uint8Array): string | undefined {
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}

function areSame(losses: readonly Loss[] = [], others: readonly Loss[] = []): boolean {
  return losses.length === others.length && losses.every((loss, at) => isSame(loss, others[at]));
}

function isSame({ pointer, action, reason }: Loss, other: Loss | undefined): boolean {
  return pointer === other?.pointer && action === other.action && reason === other.reason;
}

/** More than all else that an answer counts. */
const MANY = 900_000_000_000_000;

/** The same, each of the counts in turn far above all others: what is reckoned from it shows. */
function extremes(held: readonly Held[]): readonly (readonly Held[])[] {
  return held.flatMap((it, at) => (typeof it === "number" ? [held.with(at, MANY + at)] : []));
}

interface Probed {
  readonly says: readonly Held[];
  readonly step: Done;
}

/** What of an answer is not its value nobody tells by likeness. */
function plain(says: readonly Held[], step: Done): Probed | undefined {
  return step.uncounted === undefined && step.billed === undefined ? { says, step } : undefined;
}

interface Probing<R extends RouteName> {
  readonly held: readonly Held[];
  readonly exchange: Exchange<R>;
  readonly reply: Reply;
}

interface Learning<R extends RouteName> extends Omit<Probing<R>, "held"> {
  /** What the reply was read as. */
  readonly value: JsonObject;
}

/** Reads the replies to calls that are alike: one that is like an earlier one is answered by what it differs in. */
export function alikeAnswers<R extends RouteName>(
  adapter: Adapter<R>,
  { places, like }: { readonly places: readonly FreePlace<R>[]; readonly like: Exchange<R> },
): AnswerReader<R> {
  let templates: readonly Template<R>[] = [];
  let left = MOST;

  function answered(text: string, exchange: Exchange<R>): Done | undefined {
    for (const template of templates) {
      const held = template.text.held(text);
      const says = held && template.says(held, exchange.call);
      if (says === undefined) continue;
      left = Math.min(MOST, left + EARNED);
      if (template !== templates[0]) templates = [template, ...templates.filter((it) => it !== template)];
      const { losses } = template;
      return {
        step: "done",
        value: template.value(says),
        alike: { like: template, held: says },
        ...(losses && { losses }),
      };
    }
    return undefined;
  }

  /** The reply to a probe, and what its answer holds. */
  function probed({ text, says }: Reading<R>, { held, exchange, reply }: Probing<R>) {
    const said = says(held, exchange.call);
    const step = adapter.parse({ ...reply, body: encoder.encode(text.filled(held)) }, exchange);
    return said === undefined || step.step !== "done" ? undefined : plain(said, step);
  }

  function templateOf(source: string, { value, reply, exchange }: Learning<R>): Template<R> | undefined {
    const text = textTemplate(source, places);
    if (text === undefined || text.filled([]).length > LONGEST) return undefined;
    const { call } = exchange;
    const says = saying(text.places, adapter.reckoned);
    const reading = { text, says };
    const later = { ...exchange, call: { ...call, id: call.id.replace(/./g, "f"), now: call.now + 1 } };
    const [first, second] = probes(text.places);
    const one = probed(reading, { held: first, exchange: like, reply });
    const two = probed(reading, { held: second, exchange: later, reply: { ...reply, headers: [] } });
    if (one === undefined || two === undefined || !areSame(one.step.losses, two.step.losses)) return undefined;
    const form = formOf({ one: one.step.value, other: two.step.value, held: one.says, otherHeld: two.says });
    if (form === undefined) return undefined;
    const isFormed = (held: readonly Held[]): boolean => {
      const it = probed(reading, { held, exchange: like, reply });
      return it !== undefined && sameCanonical(formed(form, it.says), it.step.value) === undefined;
    };
    const own = says(text.held(source) ?? [], call);
    const isOwn = own !== undefined && sameCanonical(formed(form, own), value) === undefined;
    if (!isOwn || !extremes(first).every(isFormed)) return undefined;
    const { losses = [] } = one.step;
    return { ...reading, value: (held) => objectOf(formed(form, held)) ?? {}, ...(losses.length > 0 && { losses }) };
  }

  return (reply, exchange) => {
    const text = decoded(reply.body);
    const known = text === undefined ? undefined : answered(text, exchange);
    if (known !== undefined) return known;
    const step = adapter.parse(reply, exchange);
    if (text === undefined || step.step !== "done" || left < 1) return step;
    left--;
    const template = templateOf(text, { value: step.value, reply, exchange });
    if (template !== undefined) templates = [template, ...templates].slice(0, KEPT);
    return step;
  };
}
