import { mediaTypeOfBytes } from "../bytes/media-type.ts";
import type { Answer, Host, Sent, Unsupplied } from "../host.ts";
import type { Document, Need } from "../need.ts";
import type { Plan } from "../plan.ts";
import { headerValue } from "../reply.ts";
import { reveal, Secret } from "../secret.ts";
import type { CannedReply, Sample } from "./sample.ts";

/** The pieces a body arrives in. */
export type Cutting = (body: Uint8Array) => readonly Uint8Array[];

/** The access token of every issuer. */
export const CANNED_TOKEN = "canned-token-c41d";

const SEED = "5eed0001000040008000000000000001";
const NOW_MS = 1_700_000_000_000;
const NOTHING_LEFT: CannedReply = { failure: { kind: "reset", message: "no reply left" } };

/** A host over a sample's replies, with the plans it was given and what it answered each with. */
export interface CannedHost {
  readonly host: Host;
  readonly plans: readonly Plan[];
  readonly replied: readonly CannedReply[];
}

function sent(reply: CannedReply, cut: Cutting): Sent {
  if ("failure" in reply) return { sent: false, failure: reply.failure };
  const pieces = [...cut(reply.body)];
  return {
    sent: true,
    head: { status: reply.status, headers: reply.headers },
    body: {
      async read() {
        const bytes = pieces.shift();
        return bytes === undefined ? { read: "end" } : { read: "bytes", bytes };
      },
      cancel() {
        pieces.length = 0;
      },
    },
  };
}

function fetched(reply: CannedReply): Document | string {
  if ("failure" in reply) return reply.failure.message;
  const { status, headers, body: bytes } = reply;
  if (status !== 200) return `no document, but status ${status}`;
  const mediaType = headerValue({ status, headers }, "content-type") ?? mediaTypeOfBytes(bytes);
  return { bytes, ...(mediaType !== undefined && { mediaType }) };
}

/** A sample's world: its replies in order, its variables as secrets, one token for whoever asks, no time and no chance. */
export function cannedHost({ replies, env = {} }: Pick<Sample, "replies" | "env">, cut: Cutting): CannedHost {
  const plans: Plan[] = [];
  const replied: CannedReply[] = [];
  const left = [...replies];

  function next(url: string): CannedReply {
    const at = left.findIndex(({ match = "" }) => url.includes(match));
    const [reply = NOTHING_LEFT] = at < 0 ? [] : left.splice(at, 1);
    return reply;
  }

  function supplied(need: Need): Secret | Document | undefined | string {
    switch (need.need) {
      case "secret": {
        const name = need.names.find((it) => env[it] !== undefined);
        return name === undefined ? undefined : new Secret(name, env[name] ?? "");
      }
      case "token":
        return new Secret(need.issuer, CANNED_TOKEN);
      case "bytes":
        if (need.source.from === "url") return fetched(next(need.source.url));
        return need.source.file instanceof Uint8Array ? { bytes: need.source.file } : "no such file in a sample";
      default:
        return `no ${need.need} in a sample`;
    }
  }

  async function supply<N extends Need>(need: N): Promise<Answer<N>> {
    const value = supplied(need);
    const unsupplied: Unsupplied | undefined =
      typeof value === "string" ? { supplied: false, message: value } : undefined;
    return unsupplied ?? ({ supplied: true, value } as Answer<N>);
  }

  const host: Host = {
    async send(plan) {
      const reply = next(reveal(plan.url));
      plans.push(plan);
      replied.push(reply);
      return sent(reply, cut);
    },
    supply,
    wait: async () => undefined,
    now: () => NOW_MS,
    id: () => SEED,
  };
  return { host, plans, replied };
}
