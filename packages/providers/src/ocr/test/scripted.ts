import { type Adapter, client, type Loss, type Need, type Outcome, type Plan, type Progress } from "@lintel/core";
import { type Answer, type Host, reveal, Secret } from "@lintel/core/host";
import { directory } from "../../directory/directory.ts";

/** A reply to play: a status, headers and a body, or a transport failure. */
export interface Played {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly fail?: "refused" | "reset" | "read_timeout";
}

/** A request as it would go out, its secrets in place. */
export interface SentPlan {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly plan: Plan;
}

export interface Asked {
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, boolean>>;
  readonly replies?: readonly Played[];
  /** Milliseconds that pass with every request. */
  readonly takesMs?: number;
}

export interface Seen {
  readonly outcome: Outcome;
  readonly sent: readonly SentPlan[];
  readonly needs: readonly Need[];
  readonly waits: readonly number[];
  readonly progress: readonly Progress[];
  readonly losses: readonly Loss[];
}

function textOf({ body }: Plan): string {
  return body?.body === "text" ? body.text : "";
}

function sentPlan(plan: Plan): SentPlan {
  const headers = Object.fromEntries(plan.headers.map(([name, value]) => [name, reveal(value)]));
  return { method: plan.method, url: reveal(plan.url), headers, text: textOf(plan), plan };
}

function answer(need: Need, env: Readonly<Record<string, string>>): Answer {
  if (need.need === "token") return { supplied: true, value: new Secret(need.issuer, `${need.issuer}-token`) };
  if (need.need === "bytes")
    return { supplied: true, value: { bytes: Uint8Array.of(1, 2, 3), mediaType: "image/png" } };
  const name = need.need === "secret" ? need.names.find((it) => env[it] !== undefined) : undefined;
  return { supplied: true, value: name === undefined ? undefined : new Secret(name, env[name] ?? "") };
}

/** Calls `ocr` over a host that plays replies; its clock moves by what is waited and what requests take. */
export async function ask(adapters: readonly Adapter[], kwargs: object, asked: Asked = {}): Promise<Seen> {
  const { env = {}, settings = {}, replies = [], takesMs = 0 } = asked;
  const sent: SentPlan[] = [];
  const needs: Need[] = [];
  const waits: number[] = [];
  const progress: Progress[] = [];
  let now = 0;
  const host: Host = {
    async send(plan) {
      const reply = replies[sent.length];
      sent.push(sentPlan(plan));
      now += takesMs;
      if (reply === undefined || reply.fail !== undefined)
        return { sent: false, failure: { kind: reply?.fail ?? "reset", message: "cut" } };
      const body = reply.text ?? (reply.json === undefined ? "" : JSON.stringify(reply.json));
      const pieces = [new TextEncoder().encode(body)];
      return {
        sent: true,
        head: { status: reply.status ?? 200, headers: Object.entries(reply.headers ?? {}) },
        body: {
          async read() {
            const piece = pieces.shift();
            return piece === undefined ? { read: "end" } : { read: "bytes", bytes: piece };
          },
          cancel: () => undefined,
        },
      };
    },
    async supply(need) {
      needs.push(need);
      return answer(need, env) as never;
    },
    async wait(ms) {
      waits.push(ms);
      now += ms;
    },
    now: () => now,
    id: () => "0".repeat(32),
  };
  const { ocr } = client(host, { adapters, providers: directory, env, settings });
  const outcome = await ocr({ ...kwargs }, { progress: (it) => progress.push(it) });
  return { outcome, sent, needs, waits, progress, losses: outcome.losses };
}

export function faultOf({ outcome }: Seen) {
  if (outcome.outcome !== "fault") throw new Error(`no fault: ${JSON.stringify(outcome)}`);
  return outcome.fault;
}

export function answerOf({ outcome }: Seen) {
  if (outcome.outcome !== "value") throw new Error(`no value: ${JSON.stringify(outcome)}`);
  return outcome.value;
}
