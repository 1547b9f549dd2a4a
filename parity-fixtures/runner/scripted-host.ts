import type { Document, ModelFacts, Need, Plan, Ranks } from "@lintel/core";
import { type Answer, type BodyReader, type Host, reveal, Secret, type Sent, type Unsupplied } from "@lintel/core/host";
import { modelFacts } from "@lintel/providers/model-facts";
import { joined } from "./bytes.ts";
import type { Case, ScriptedReply } from "./case.ts";
import { fetchedDocument } from "./fetched-document.ts";
import { seed } from "./ids.ts";
import { ranksOf } from "./ranks.ts";
import { redirected } from "./redirect.ts";
import { sentBody } from "./sent-body.ts";
import { transportFailure } from "./transport-failure.ts";

/** The only moment there is, in milliseconds. */
const NOW = 1_700_000_000_000;

const MOST_REDIRECTS = 20;

/** A request as it would have gone out, secrets in place. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
}

/** How reply bodies are cut: as the case has them, or in pieces of so many bytes. */
export type Cut = number | "as-recorded";

/** A host over a case's replies, with what it has seen. */
export interface ScriptedHost {
  readonly host: Host;
  readonly requests: readonly SentRequest[];
  /** Milliseconds, in order. */
  readonly waits: readonly number[];
  readonly seeds: readonly string[];
  readonly missing: () => number;
  readonly unused: () => number;
}

function recut(pieces: readonly Uint8Array[], cut: Cut): readonly Uint8Array[] {
  if (cut === "as-recorded") return pieces;
  const whole = joined(pieces);
  const step = Math.min(cut, Math.max(whole.length, 1));
  const count = Math.ceil(whole.length / step);
  return Array.from({ length: count }, (_, index) => whole.subarray(index * step, (index + 1) * step));
}

function bodyReader(pieces: readonly Uint8Array[]): BodyReader {
  let next = 0;
  return {
    async read() {
      const bytes = pieces[next];
      next += 1;
      return bytes === undefined ? { read: "end" } : { read: "bytes", bytes };
    },
    cancel() {
      next = pieces.length;
    },
  };
}

function answered(reply: ScriptedReply, cut: Cut): Sent {
  if (reply.reply === "failure") return { sent: false, failure: transportFailure(reply.fail, reply.message) };
  return {
    sent: true,
    head: { status: reply.status, headers: reply.headers },
    body: bodyReader(recut(reply.pieces, cut)),
  };
}

/** A Host that records every request and answers it from the case: nothing leaves, and time stands still. */
export function scriptedHost({ replies, env }: Pick<Case, "replies" | "env">, cut: Cut = "as-recorded"): ScriptedHost {
  const requests: SentRequest[] = [];
  const waits: number[] = [];
  const seeds: string[] = [];
  const left = [...replies];
  let missing = 0;

  function exchange(request: SentRequest): Sent {
    requests.push(request);
    const at = left.findIndex(({ match = "" }) => request.url.includes(match));
    const [reply] = at < 0 ? [] : left.splice(at, 1);
    const next =
      reply?.reply === "answer" && requests.length <= MOST_REDIRECTS ? redirected(request, reply) : undefined;
    if (next !== undefined) return exchange(next);
    if (reply !== undefined) return answered(reply, cut);
    missing += 1;
    return { sent: false, failure: transportFailure("ReadError", "recorder: no reply left for this request") };
  }

  function send(plan: Plan): Sent {
    const { body, headers } = sentBody(plan);
    const named = [...plan.headers.map(([name, value]) => [name, reveal(value)] as const), ...headers];
    return exchange({ method: plan.method, url: reveal(plan.url), headers: named, body });
  }

  function get(url: string): Sent {
    return exchange({ method: "GET", url, headers: [], body: "" });
  }

  async function supplied(
    need: Need,
  ): Promise<Secret | Document | Ranks | ModelFacts | Unsupplied | undefined | string> {
    switch (need.need) {
      case "secret": {
        const [name] = need.names.filter((it) => env[it] !== undefined);
        return name === undefined ? undefined : new Secret(name, env[name] ?? "");
      }
      case "token":
        return new Secret(need.issuer, "ya29.parity");
      case "bytes":
        if (need.source.from === "url") return fetchedDocument(need.source.url, get);
        return need.source.file instanceof Uint8Array ? { bytes: need.source.file } : "no such file";
      case "ranks":
        return (await ranksOf(need.tokenizer)) ?? `no ranks of ${need.tokenizer}`;
      case "facts":
        return modelFacts();
    }
  }

  const host: Host = {
    send: async (plan) => send(plan),
    async supply<N extends Need>(need: N): Promise<Answer<N>> {
      const value = await supplied(need);
      if (typeof value === "string") return { supplied: false, message: value };
      if (value !== undefined && "supplied" in value) return value;
      return { supplied: true, value } as Answer<N>;
    },
    async wait(ms) {
      waits.push(ms);
    },
    now: () => NOW,
    id() {
      const made = seed(seeds.length);
      seeds.push(made);
      return made;
    },
  };

  return { host, requests, waits, seeds, missing: () => missing, unused: () => left.length };
}
