import { redactSecrets, type TokenNeed } from "@lintel/core";
import { type Answer, Secret, type Signal } from "@lintel/core/host";
import { timeLimit } from "../time-limit.ts";
import { azureTokens } from "./azure.ts";
import { callWorld } from "./call-credentials.ts";
import { googleTokens } from "./google.ts";
import { type TokenCache, tokenCache } from "./token-cache.ts";
import type { TokenSource, TokenWorld } from "./token-source.ts";

/** Access tokens of every issuer a host knows, held until shortly before they end. */
export interface Tokens {
  supply(need: TokenNeed, signal?: Signal): Promise<Answer<TokenNeed>>;
}

type Issuers = Readonly<Record<string, (world: TokenWorld) => TokenSource>>;

const ISSUERS: Issuers = { google: (world) => googleTokens(world), azure: (world) => azureTokens(world) };
// Callers may bring ever new credentials: the oldest are forgotten.
const MOST_SOURCES = 256;

const DEADLINE_MS = 30_000;

function reason(error: unknown): string {
  return redactSecrets(error instanceof Error ? error.message : String(error));
}

interface Held {
  readonly source: TokenSource;
  readonly cache: TokenCache;
}

/** The tokens of these issuers, Google and Azure unless given. */
export function tokens(world: TokenWorld, issuers: Issuers = ISSUERS): Tokens {
  const sources = new Map<string, Held>();

  function heldFor(need: TokenNeed): Held | undefined {
    const make = Object.hasOwn(issuers, need.issuer) ? issuers[need.issuer] : undefined;
    if (make === undefined) return undefined;
    const own = callWorld(need, world);
    const name = `${need.issuer} ${own.name}`;
    const held = sources.get(name) ?? { source: make(own.world), cache: tokenCache(Date.now) };
    sources.delete(name);
    sources.set(name, held);
    const [oldest] = sources.keys();
    if (sources.size > MOST_SOURCES && oldest !== undefined) sources.delete(oldest);
    return held;
  }

  return {
    async supply(need, signal) {
      const { issuer, scope = "" } = need;
      const held = heldFor(need);
      if (held === undefined) return { supplied: false, message: `this host exchanges no tokens (${issuer})` };
      const limit = timeLimit(DEADLINE_MS, signal);
      try {
        const text = await limit.race(held.cache.get(scope, () => held.source.token(scope)));
        if (text !== undefined) return { supplied: true, value: new Secret(`${issuer} token`, text) };
        const late = `no token of ${issuer} within ${DEADLINE_MS} ms`;
        return { supplied: false, message: limit.ended() === "caller" ? "the caller aborted the call" : late };
      } catch (error) {
        return { supplied: false, message: `no token of ${issuer}: ${reason(error)}` };
      } finally {
        limit.release();
      }
    },
  };
}
