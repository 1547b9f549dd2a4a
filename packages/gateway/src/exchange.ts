import type { Fault, Loss, Usage } from "@lintel/core";
import type { Signal } from "@lintel/core/host";
import type { Caller } from "./auth/callers.ts";
import type { Deployment } from "./config/config.ts";
import type { CallRecord } from "./observe/record.ts";
import type { Reply, RequestHead } from "./server/seam.ts";
import type { Snapshot } from "./snapshot.ts";

/** What an exchange begins with. */
export interface Opening {
  readonly head: RequestHead;
  readonly body: Uint8Array;
  readonly reply: Reply;
  readonly snapshot: Snapshot;
  readonly caller: Caller;
  readonly endpoint: string;
  readonly path: string;
  /** What stands in the path's places, such as a response's id. */
  readonly places: readonly string[];
  readonly id: string;
  ended?(record: CallRecord): void;
}

/** One request on its way: what it is, whom it goes to, and what observers are told of it. As a signal it aborts when the caller goes away. */
export class Exchange implements Signal {
  readonly head: RequestHead;
  readonly body: Uint8Array;
  readonly reply: Reply;
  readonly snapshot: Snapshot;
  readonly caller: Caller;
  readonly endpoint: string;
  readonly path: string;
  readonly places: readonly string[];
  /** `x-litellm-call-id`. */
  readonly id: string;
  /** Milliseconds on the monotonic clock. */
  readonly began: number = performance.now();
  readonly losses: Loss[] = [];
  aborted = false;
  /** The public name asked for. */
  model: string | undefined;
  deployment: Deployment | undefined;
  apiBase: string | undefined;
  provider: string | undefined;
  attempts = 0;
  streamed = false;
  sentAt: number | undefined;
  answeredAt: number | undefined;
  firstChunkAt: number | undefined;
  usage: Usage | undefined;
  cost: number | undefined;
  fault: Fault | undefined;
  readonly #startedAt: number = Date.now();
  readonly #told: Opening["ended"];
  readonly #listeners = new Set<() => void>();
  #isOver = false;

  constructor({ ended, ...opening }: Opening) {
    this.head = opening.head;
    this.body = opening.body;
    this.reply = opening.reply;
    this.snapshot = opening.snapshot;
    this.caller = opening.caller;
    this.endpoint = opening.endpoint;
    this.path = opening.path;
    this.places = opening.places;
    this.id = opening.id;
    this.#told = ended;
    this.reply.onGone(() => {
      this.aborted = true;
      for (const listener of this.#listeners) listener();
    });
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.delete(listener);
  }

  /** A request goes upstream. */
  sent(): void {
    this.sentAt = performance.now();
  }

  /** Milliseconds the provider took in the last attempt. */
  get upstreamMs(): number | undefined {
    const { sentAt, answeredAt } = this;
    return sentAt === undefined || answeredAt === undefined ? undefined : answeredAt - sentAt;
  }

  /** The answer is over: observers are told, once. */
  over(status: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#told?.(this.#record(status));
  }

  #record(status: number): CallRecord {
    const { model, deployment, provider, upstreamMs, firstChunkAt, usage, cost, fault, caller } = this;
    return {
      id: this.id,
      method: this.head.method,
      path: this.path,
      endpoint: this.endpoint,
      status,
      streamed: this.streamed,
      startedAt: this.#startedAt,
      tookMs: performance.now() - this.began,
      attempts: this.attempts,
      losses: this.losses,
      cancelled: this.aborted,
      ...(caller.hash !== "" && { key: caller }),
      ...(model !== undefined && { model }),
      ...(deployment !== undefined && { deployment: this.#deployed(deployment) }),
      ...(provider !== undefined && { provider }),
      ...(upstreamMs !== undefined && { upstreamMs }),
      ...(firstChunkAt !== undefined && { firstChunkMs: firstChunkAt - this.began }),
      ...(usage !== undefined && { usage }),
      ...(cost !== undefined && { cost }),
      ...(fault !== undefined && {
        fault: { kind: fault.kind, status: fault.status, message: fault.message, origin: fault.origin },
      }),
    };
  }

  #deployed({ id, name, params: { model } }: Deployment): NonNullable<CallRecord["deployment"]> {
    const { apiBase } = this;
    return { id, name, model: typeof model === "string" ? model : "", ...(apiBase !== undefined && { apiBase }) };
  }
}
