import type { Fault, Loss, Plan, ReplyHead, Usage } from "@lintel/core";
import type { Signal } from "@lintel/core/host";
import type { Json, JsonObject } from "@lintel/core/json";
import type { KeptAlive } from "./answer/kept-alive.ts";
import type { Caller } from "./auth/callers.ts";
import { callRecord } from "./call-record.ts";
import type { Deployment } from "./config/config.ts";
import type { Observer } from "./observe/record.ts";
import type { Reply, RequestHead } from "./server/seam.ts";
import type { Snapshot } from "./snapshot.ts";

/** Calls that are under way. */
export interface Load {
  calls: number;
}

type Begun =
  | "load"
  | "head"
  | "body"
  | "reply"
  | "snapshot"
  | "caller"
  | "endpoint"
  | "path"
  | "route"
  | "places"
  | "id";

/** What an exchange begins with. */
export interface Opening extends Pick<Exchange, Begun> {
  /** Who is told of it. */
  readonly observer?: Observer | undefined;
}

const NO_QUERY = new URLSearchParams();

/** One request on its way: what it is, whom it goes to, and what observers are told of it. As a signal it aborts when the caller goes away. */
export class Exchange implements Signal {
  readonly head: RequestHead;
  readonly body: Uint8Array;
  reply: Reply;
  readonly snapshot: Snapshot;
  readonly caller: Caller;
  readonly endpoint: string;
  /** Without its query, its escapes undone. */
  readonly path: string;
  /** The path's pattern. */
  readonly route: string;
  /** What stands in the path's places, such as a response's id. */
  readonly places: readonly string[];
  /** `x-litellm-call-id`. */
  readonly id: string;
  readonly load: Load;
  /** Unix time in milliseconds. */
  readonly startedAt: number = Date.now();
  /** Milliseconds on the monotonic clock, as everything that ends in `At` below. */
  readonly began: number = performance.now();
  readonly losses: Loss[] = [];
  aborted = false;
  /** The body, once it is read. */
  asked: JsonObject | undefined;
  /** The public name asked for. */
  model: string | undefined;
  deployment: Deployment | undefined;
  attempts = 0;
  /** Attempts made again at the group's order that is asked. */
  retried = 0;
  /** Orders of the group that were asked after the first. */
  orders = 0;
  /** The same, as LiteLLM counts them. */
  fallbacks = 0;
  /** How often it may be asked again. */
  most = 0;
  /** Seconds an attempt may take, as they were told. */
  timeout: Json | undefined;
  /** Whether its time was over before it began: seconds that are told may be negative, or none at all. */
  isPast = false;
  /** Whether nothing is told of what the call has cost: nobody has a price for its model. */
  isUnpriced = false;
  /** Whether it said how urgent it is, to LiteLLM's queue. */
  isPrioritized = false;
  /** Whether another route serves the call. */
  isCrossed = false;
  streamed = false;
  /** The reply, where it pings while there is nothing to say. */
  kept: KeptAlive | undefined;
  /** Whether it is one of several calls of a request. */
  isPart = false;
  sentAt: number | undefined;
  answeredAt: number | undefined;
  firstChunkAt: number | undefined;
  /** The head of the provider's answer. */
  answered: ReplyHead | undefined;
  usage: Usage | undefined;
  /** US dollars. */
  cost: number | undefined;
  fault: Fault | undefined;
  /** Seconds after which whoever is refused may ask again. */
  retryAfter: number | undefined;
  /** LiteLLM's class of a refusal that is the gateway's own. */
  exception: string | undefined;
  readonly #observer: Observer | undefined;
  #listeners: Set<() => void> | undefined;
  #isOver = false;

  constructor(opening: Opening) {
    this.head = opening.head;
    this.body = opening.body;
    this.reply = opening.reply;
    this.load = opening.load;
    this.load.calls += 1;
    this.snapshot = opening.snapshot;
    this.caller = opening.caller;
    this.endpoint = opening.endpoint;
    this.path = opening.path;
    this.route = opening.route;
    this.places = opening.places;
    this.id = opening.id;
    this.#observer = opening.observer;
    this.reply.onGone(() => {
      this.aborted = true;
      for (const listener of this.#listeners ?? []) listener();
    });
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** A request goes upstream. */
  sent({ bridges }: Plan): void {
    this.sentAt = performance.now();
    this.isCrossed = bridges !== undefined && bridges.length > 0;
  }

  /** Whether anybody wants to be told of it, as far as it has come. */
  get isObserved(): boolean {
    return this.#observer !== undefined && (this.#observer.wants?.(this) ?? true);
  }

  /** What stands behind the path. */
  get query(): URLSearchParams {
    const at = this.head.target.indexOf("?");
    return at === -1 ? NO_QUERY : new URLSearchParams(this.head.target.slice(at));
  }

  /** Milliseconds the provider took in the last attempt. */
  get upstreamMs(): number | undefined {
    const { sentAt, answeredAt } = this;
    return sentAt === undefined || answeredAt === undefined ? undefined : answeredAt - sentAt;
  }

  /** One of several calls that this exchange makes, with a reply of its own; observers are told of each, and no more of this one: the first is in its place. */
  within(reply: Reply): Exchange {
    const { head, body, snapshot, caller, endpoint, path, route, places, id, load } = this;
    const observer = this.#observer;
    if (this.#isOver) observer?.began?.();
    else load.calls -= 1;
    this.#isOver = true;
    const opening = { head, body, snapshot, caller, endpoint, path, route, places, id, load };
    const part = new Exchange({ ...opening, reply, observer });
    part.isPart = true;
    return part;
  }

  /** The answer is over: observers are told, once. */
  over(status: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // Who listens holds all of a stream, and the reply this until it is written.
    this.#listeners = undefined;
    this.load.calls -= 1;
    if (this.isObserved) this.#observer?.ended(callRecord(this, status));
  }
}
