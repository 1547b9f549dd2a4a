import { redactSecrets, type TokenNeed } from "@lintel/core";
import { type Answer, Secret, type Signal } from "@lintel/core/host";
import { timeLimit } from "../time-limit.ts";
import { azureTokens } from "./azure.ts";
import { googleTokens } from "./google.ts";
import { tokenCache } from "./token-cache.ts";
import type { TokenSource, TokenWorld } from "./token-source.ts";

/** Access tokens of every issuer a host knows, held until shortly before they end. */
export interface Tokens {
  supply(need: TokenNeed, signal?: Signal): Promise<Answer<TokenNeed>>;
}

type Sources = Readonly<Record<string, TokenSource>>;

const DEADLINE_MS = 30_000;

function reason(error: unknown): string {
  return redactSecrets(error instanceof Error ? error.message : String(error));
}

/** The tokens of these sources, Google's and Azure's unless given. */
export function tokens(world: TokenWorld, own?: Sources): Tokens {
  const sources: Sources = own ?? { google: googleTokens(world), azure: azureTokens(world) };
  const cache = tokenCache(Date.now);

  return {
    async supply({ issuer, scope = "" }, signal) {
      const source = Object.hasOwn(sources, issuer) ? sources[issuer] : undefined;
      if (source === undefined) return { supplied: false, message: `this host exchanges no tokens (${issuer})` };
      const limit = timeLimit(DEADLINE_MS, signal);
      try {
        const text = await limit.race(cache.get(`${issuer} ${scope}`, () => source.token(scope)));
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
