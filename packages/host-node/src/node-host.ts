import type { Timeouts } from "@lintel/core";
import type { Counted, CountRequest, Host, Signal } from "@lintel/core/host";
import type { JsonObject } from "@lintel/core/json";
import { checkHostOptions } from "./checked-options.ts";
import type { DocumentRules } from "./documents/document-rules.ts";
import { settingsRules } from "./documents/settings-rules.ts";
import type { FileRules } from "./files/open-file.ts";
import { proxyVariables } from "./http/connection-options.ts";
import { send } from "./http/send.ts";
import type { Transport } from "./http/transport.ts";
import { type TransportRules, transports } from "./http/transports.ts";
import { seeds } from "./seeds.ts";
import { supply } from "./supply.ts";
import type { LoadedRanks } from "./tokenizers/load-ranks.ts";
import type { TokenizerRules } from "./tokenizers/tokenizer-rules.ts";
import type { WorkerCounter } from "./tokenizers/worker-counter.ts";
import type { TokenRules } from "./tokens/token-source.ts";
import type { Tokens } from "./tokens/tokens.ts";

/** LiteLLM's deadlines: 5 s to connect, 600 s of silence. */
export const HOST_TIMEOUTS = {
  connectMs: 5_000,
  firstByteMs: 600_000,
  idleMs: 600_000,
} as const satisfies Required<Timeouts>;

/** The largest whole answer a host reads, in bytes. */
export const HOST_REPLY_BYTES = 256 * 1024 * 1024;

/** How a host sends, and what it allows: deadlines in milliseconds, sizes in bytes. */
export interface NodeHostOptions extends TransportRules {
  /** Deadlines in milliseconds for plans that name none. */
  readonly timeouts?: Timeouts;
  /** The largest whole answer, in bytes, its content coding undone. */
  readonly replyBytes?: number;
  /** What happens on a redirect to another origin; credentials never follow. */
  readonly crossOrigin?: "without credentials" | "refuse";
  readonly files?: FileRules;
  /** What is fetched for a caller who names a document by its address: public https unless given; `false` for nothing. */
  readonly documents?: DocumentRules | false;
  readonly tokens?: TokenRules;
  /** What tokens are counted with, and in which thread; nothing is loaded until somebody counts. */
  readonly tokenizers?: TokenizerRules;
  /** Where secrets and proxies are looked up; `process.env` unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

type Environment = Required<NodeHostOptions>["env"];

/** A host that holds connections: close it to let them go. */
export interface NodeHost extends Host {
  /** The same host in another environment, with LiteLLM's settings about documents: connections are shared unless its proxies are others, and closed with each. */
  within(env: Environment, settings?: JsonObject): NodeHost;
  close(): Promise<void>;
}

function wait(ms: number, signal?: Signal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.min(ms, 2 ** 31 - 1));
    signal?.addEventListener("abort", wake);
  });
}

/** What hosts have in common that differ by their environment alone. */
interface Shared {
  transportOf(env: Environment): Transport;
  ranks(): Promise<(name: string) => Promise<LoadedRanks>>;
  count(request: CountRequest, signal?: Signal): Promise<Counted>;
  close(): Promise<void>;
}

function sharedBy(options: NodeHostOptions, connectMs: number): Shared {
  const opened = new Map<string, Transport>();
  const tokenizers = options.tokenizers ?? {};
  let ranked: Promise<(name: string) => Promise<LoadedRanks>> | undefined;
  let counting: Promise<WorkerCounter> | undefined;

  async function openRanks(): Promise<(name: string) => Promise<LoadedRanks>> {
    const { rankLoader } = await import("./tokenizers/load-ranks.ts");
    return rankLoader(tokenizers);
  }

  async function openCounter(): Promise<WorkerCounter> {
    const { workerCounter } = await import("./tokenizers/worker-counter.ts");
    return workerCounter(tokenizers);
  }

  return {
    transportOf(env) {
      const rules = { proxies: env, ...options };
      const proxies = proxyVariables(rules);
      const transport = opened.get(proxies) ?? transports(rules, connectMs);
      opened.set(proxies, transport);
      return transport;
    },
    ranks() {
      ranked ??= openRanks();
      return ranked;
    },
    async count(request, signal) {
      counting ??= openCounter();
      return (await counting).count(request, signal);
    },
    async close() {
      const counter = await counting?.catch(() => undefined);
      await Promise.all([...[...opened.values()].map((transport) => transport.close()), counter?.close()]);
    },
  };
}

function hostIn(env: Environment, options: NodeHostOptions, shared: Shared): NodeHost {
  const files = options.files ?? {};
  const timeouts = { ...HOST_TIMEOUTS, ...options.timeouts };
  const replyBytes = options.replyBytes ?? HOST_REPLY_BYTES;
  const sending = {
    files,
    timeouts,
    replyBytes,
    crossOrigin: options.crossOrigin ?? "without credentials",
    transport: shared.transportOf(env),
  };
  let exchanged: Promise<Tokens> | undefined;

  async function openTokens(): Promise<Tokens> {
    const { tokens } = await import("./tokens/tokens.ts");
    return tokens({ ...options.tokens, env });
  }

  const supplies = {
    env,
    files,
    documents: options.documents ?? {},
    tls: {
      ...(options.ca !== undefined && { ca: options.ca }),
      ...(options.verify !== undefined && { verify: options.verify }),
    },
    connectMs: timeouts.connectMs,
    tokens: () => {
      exchanged ??= openTokens();
      return exchanged;
    },
    ranks: shared.ranks,
  };
  return {
    replyBytes,
    send: (plan, signal) => send(plan, sending, signal),
    supply: (need, signal) =>
      supply(need, supplies, signal).catch((error: unknown) => ({ supplied: false, message: String(error) })),
    ...(options.tokenizers?.countIn === "worker" && { count: shared.count }),
    wait,
    now: Date.now,
    id: seeds(),
    within: (another, settings = {}) =>
      hostIn(another, { ...options, documents: settingsRules(settings, options.documents) }, shared),
    close: shared.close,
  };
}

/** Node.js as a host: HTTP over its own connections or undici, secrets from the environment, files from the disk, documents by URL. Nothing it does rejects; an option that cannot be meant throws a `BadRequestError`. */
export function nodeHost(options: NodeHostOptions = {}): NodeHost {
  checkHostOptions(options, "options");
  const { connectMs } = { ...HOST_TIMEOUTS, ...options.timeouts };
  return hostIn(options.env ?? process.env, options, sharedBy(options, connectMs));
}
