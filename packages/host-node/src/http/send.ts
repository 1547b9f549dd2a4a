import {
  type FailureKind,
  isSuccess,
  masked,
  type Plan,
  type ReplyHead,
  type Timeouts,
  type TransportFailure,
} from "@lintel/core";
import { type BodyRead, reveal, type Sent, type Signal } from "@lintel/core/host";
import type { FileRules } from "../files/open-file.ts";
import { bounded } from "./bounded.ts";
import { decoded } from "./decoded.ts";
import { MOST_REDIRECTS, redirect } from "./redirect.ts";
import { isHttp, type Remembered, remembered } from "./remembered.ts";
import { type MadeBody, type RequestBody, requestBody } from "./request-body.ts";
import { requestHeaders } from "./request-headers.ts";
import type { Transport } from "./transport.ts";
import { transportFailure } from "./transport-failure.ts";

export interface Sending {
  readonly transport: Transport;
  readonly files: FileRules;
  readonly timeouts: Required<Timeouts>;
  /** The largest whole answer, in bytes. */
  readonly replyBytes: number;
  readonly crossOrigin: "without credentials" | "refuse";
}

interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly body: RequestBody | undefined;
  readonly trusted: boolean;
  readonly known?: Remembered;
}

type Making = MadeBody | Promise<MadeBody> | undefined;

function unsent(kind: FailureKind, message: string): Sent {
  return { sent: false, failure: { kind, message } };
}

function isComplete(timeouts: Timeouts): timeouts is Required<Timeouts> {
  return timeouts.connectMs !== undefined && timeouts.firstByteMs !== undefined && timeouts.idleMs !== undefined;
}

function deadlines({ timeouts }: Plan, defaults: Required<Timeouts>): Required<Timeouts> {
  if (isComplete(timeouts)) return timeouts;
  const firstByteMs = timeouts.firstByteMs ?? defaults.firstByteMs;
  return {
    connectMs: timeouts.connectMs ?? Math.min(defaults.connectMs, firstByteMs),
    firstByteMs,
    idleMs: timeouts.idleMs ?? timeouts.firstByteMs ?? defaults.idleMs,
  };
}

/** An answer as it is read: what is wanted whole is bounded here, a failure by who reads it. */
function finished(sent: Sent, { expect }: Plan, replyBytes: number): Sent {
  const plain = decoded(sent);
  const isBounded = expect === "whole" && sent.sent && isSuccess(sent.head.status);
  return isBounded ? bounded(plain, replyBytes) : plain;
}

/** The headers of one request; those a plan's signature adds are made for its exact address and bytes, and stay at its origin. */
async function signedHeaders(plan: Plan, hop: Hop): Promise<readonly string[]> {
  const headers = requestHeaders(plan, hop);
  const { sign } = plan;
  if (sign === undefined || !hop.trusted) return headers;
  const { signRequest } = await import("./sign-request.ts");
  const { method, url } = hop;
  const payload = hop.body?.open();
  const body = typeof payload === "string" || payload instanceof Uint8Array ? payload : undefined;
  const own = plan.headers.map(([name, value]) => [name, reveal(value)] as const);
  const signable = { method, host: url.host, path: url.pathname, query: url.search.slice(1), headers: own, body };
  const added = await signRequest(signable, { sign, at: new Date() });
  return [...headers, ...added.flatMap(([name, value]) => [name, reveal(value)])];
}

function nextHop(head: ReplyHead, hop: Hop, crossOrigin: Sending["crossOrigin"]): Hop | Sent | undefined {
  const next = redirect(head, hop);
  if (next.redirect === "none") return undefined;
  if (next.redirect === "refuse") return unsent("policy", next.message);
  const { url, method, keepsBody, sameOrigin } = next;
  if (!sameOrigin && crossOrigin === "refuse")
    return unsent("policy", `the answer redirects to another origin (${url.host})`);
  if (keepsBody && hop.body?.again === false)
    return unsent("policy", "the answer redirects an upload that cannot be read twice");
  return { url, method, body: keepsBody ? hop.body : undefined, trusted: hop.trusted && sameOrigin };
}

function timed(failure: TransportFailure, began: number): TransportFailure {
  return failure.kind.endsWith("_timeout") ? { ...failure, elapsedMs: performance.now() - began } : failure;
}

function told(sent: Sent, plan: Plan, began: number): Sent {
  if (!sent.sent) return { sent: false, failure: timed(sent.failure, began) };
  const { body } = sent;
  if (plan.expect !== "whole" || body.whole !== undefined) return sent;
  const read = async (): Promise<BodyRead> => {
    const piece = await body.read();
    return piece.read === "failed" ? { read: "failed", failure: timed(piece.failure, began) } : piece;
  };
  return { ...sent, body: { read, cancel: () => body.cancel() } };
}

async function unusualHop(plan: Plan, making: Making): Promise<Hop | Sent> {
  if (plan.sign !== undefined && (plan.body?.body === "multipart" || plan.body?.body === "blob"))
    return unsent("policy", "an upload that is streamed cannot be signed");
  const url = URL.parse(reveal(plan.url));
  if (url === null) return unsent("protocol", `not a valid address: ${masked(plan.url)}`);
  if (!isHttp(url)) return unsent("protocol", `not an http address: ${masked(plan.url)}`);
  const made = await making;
  if (made?.made === false) return unsent("policy", made.message);
  return { url, method: plan.method, body: made?.body, trusted: true };
}

function firstHop(plan: Plan, files: FileRules): Hop | Sent | Promise<Hop | Sent> {
  const making = plan.body === undefined ? undefined : requestBody(plan.body, files);
  if (plan.sign !== undefined || making instanceof Promise || making?.made === false) return unusualHop(plan, making);
  const known = remembered(plan);
  if (known === undefined) return unusualHop(plan, making);
  return { url: known.address, method: plan.method, body: making?.body, trusted: true, known };
}

async function exchanged(plan: Plan, sending: Sending, signal?: Signal): Promise<Sent> {
  const first = firstHop(plan, sending.files);
  const begun = first instanceof Promise ? await first : first;
  if ("sent" in begun) return begun;
  const timeouts = deadlines(plan, sending.timeouts);

  let hop = begun;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const { url, method, body, known } = hop;
    const headers = known?.lines ?? (await signedHeaders(plan, hop));
    const request = { url, method, headers, body: body?.open() ?? null, timeouts, printed: known?.printed };
    const sent = await sending.transport.exchange(request, signal);
    const next = sent.sent ? nextHop(sent.head, hop, sending.crossOrigin) : undefined;
    if (!sent.sent || next === undefined) return finished(sent, plan, sending.replyBytes);
    sent.body.cancel();
    if ("sent" in next) return next;
    hop = next;
  }
  return unsent("policy", `more than ${MOST_REDIRECTS} redirects`);
}

/** Sends one plan and follows its redirects, as httpx does for LiteLLM; credentials stay at the plan's own origin. Never rejects. */
export function send(plan: Plan, sending: Sending, signal?: Signal): Promise<Sent> {
  const began = performance.now();
  return exchanged(plan, sending, signal).then(
    (sent) => told(sent, plan, began),
    (error: unknown) => ({ sent: false, failure: transportFailure(error, true) }),
  );
}
