import type { AccessToken } from "./token-source.ts";

/** Milliseconds before a token's end from which it is not handed out any more, google-auth's number. */
export const RENEW_BEFORE_MS = 225_000;

/** Tokens by name: each is asked for once, also by callers who come at once, and again shortly before it ends. */
export interface TokenCache {
  get(name: string, ask: () => Promise<AccessToken>): Promise<string>;
}

export function tokenCache(now: () => number): TokenCache {
  const held = new Map<string, AccessToken>();
  const asked = new Map<string, Promise<AccessToken>>();

  async function renew(name: string, ask: () => Promise<AccessToken>): Promise<AccessToken> {
    try {
      const token = await ask();
      held.set(name, token);
      return token;
    } finally {
      asked.delete(name);
    }
  }

  return {
    async get(name, ask) {
      const token = held.get(name);
      if (token !== undefined && now() < token.expiresAt - RENEW_BEFORE_MS) return token.text;
      const asking = asked.get(name) ?? renew(name, ask);
      asked.set(name, asking);
      return (await asking).text;
    },
  };
}
