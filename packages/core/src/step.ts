import type { AlikeAnswer } from "./alike-answers.ts";
import type { Fault } from "./fault.ts";
import type { Json, JsonObject } from "./json/index.ts";
import type { Loss } from "./loss.ts";
import type { Needs } from "./need.ts";
import type { Plan } from "./plan.ts";

/** How far a provider that answers later has come. */
export interface Progress {
  readonly state: string;
  /** 0 to 1, where the provider tells. */
  readonly done?: number;
}

/** Another exchange: the plan, plain data handed back with its reply, and when to send it. */
export interface Send<S extends Json = Json> {
  readonly step: "send";
  readonly plan: Plan;
  readonly state?: S;
  /** Milliseconds to wait before sending. */
  readonly afterMs?: number;
  /** Milliseconds, from the first step of the call that names a deadline, after which no more is sent, and the provider's wording of that failure. */
  readonly deadline?: { readonly ms: number; readonly fault?: Fault };
  /** A resend in another form after a refusal; how many are allowed is bounded in `run`. */
  readonly repair?: boolean;
  readonly needs?: Needs;
  readonly progress?: Progress;
  readonly losses?: readonly Loss[];
}

/** An answer whose provider does not tell how many tokens its reasoning took. */
export interface UncountedReasoning {
  readonly text: string;
  /** The answer with that count. */
  settle(tokens: number): CountedAnswer;
}

/** An answer, and what is billed where that is another. */
export type CountedAnswer = Pick<Done, "value" | "billed">;

export interface Done {
  readonly step: "done";
  /** The answer; without the count of its reasoning, where that has to be counted. */
  readonly value: JsonObject;
  /** What is billed, where the value is the provider's own: the answer in the route's shape. */
  readonly billed?: JsonObject;
  readonly losses?: readonly Loss[];
  readonly uncounted?: UncountedReasoning;
  /** What it differs in from answers that are like it, where it is known to be like any. */
  readonly alike?: AlikeAnswer;
}

export interface Fail {
  readonly step: "fail";
  readonly fault: Fault;
  readonly losses?: readonly Loss[];
}

/** What an adapter answers: one more exchange, the result, or the refusal. */
export type Step<S extends Json = Json> = Send<S> | Done | Fail;

export function fail(fault: Fault, losses?: readonly Loss[]): Fail {
  return losses === undefined ? { step: "fail", fault } : { step: "fail", fault, losses };
}

export function done(value: JsonObject, losses?: readonly Loss[]): Done {
  return losses === undefined ? { step: "done", value } : { step: "done", value, losses };
}
