import { lookup, Resolver } from "node:dns/promises";
import type { ResolvedAddress } from "./document-rules.ts";
import { inTurn } from "./in-turn.ts";

/** Whether a rule names a host, or allows whatever host there is. */
export type Listed = "by name" | "as any" | "no";

/** Turns a name into addresses; rejects where there are none. */
export type ResolveName = (host: string, listed: Listed) => Promise<readonly ResolvedAddress[]>;

export interface NameServers {
  /** `address:port` each; the system's unless given. */
  readonly servers?: readonly string[];
  /** Milliseconds until a server is asked again, and the second time until it is given up. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 3_000;
const TRIES = 2;
const LONGEST_WAIT_MS = 60_000;

// Two threads of a process resolve names as its system does: two that wait would keep every new connection to a provider waiting.
const bySystem = inTurn((host: string) => lookup(host, { all: true }), LONGEST_WAIT_MS);

/**
 * Asks name servers, which takes no thread: names whose servers never answer keep nobody else waiting. The system, which knows
 * names of its own, is asked for hosts that the rules name, for others only where any may be private and no server knows them.
 */
export function nameResolver({ servers, timeoutMs = TIMEOUT_MS }: NameServers = {}): ResolveName {
  const resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);

  async function byServers(host: string): Promise<readonly ResolvedAddress[]> {
    const asked = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return asked.flatMap((answer, at) =>
      answer.status === "fulfilled" ? answer.value.map((address) => ({ address, family: at === 0 ? 4 : 6 })) : [],
    );
  }

  return async (host, listed) => {
    const found = listed === "by name" ? [] : await byServers(host);
    return found.length > 0 || listed === "no" ? found : bySystem(host);
  };
}
