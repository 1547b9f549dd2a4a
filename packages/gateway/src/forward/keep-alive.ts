import { COMMENT, KeptAlive, PING_EVENT, type Pings } from "../answer/kept-alive.ts";
import { secondsWithin } from "../answer/ping-rules.ts";
import type { Deployment } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { lastHeader } from "../server/told-header.ts";
import type { Dialect } from "./dialect.ts";

function withinStream({ head, asked, deployment, snapshot: { pings } }: Exchange): number | undefined {
  const { every, mayAsk } = deployment === undefined ? pings.otherwise : pings.within(deployment);
  if (!mayAsk) return every;
  const told = lastHeader(head, "x-litellm-keepalive-seconds") ?? asked?.keepalive_seconds ?? undefined;
  return told === undefined ? every : secondsWithin(told);
}

function pingsOf(exchange: Exchange, { pingsByEvents }: Dialect): Pings | undefined {
  const every = pingsByEvents ? exchange.snapshot.pings.byEvents : withinStream(exchange);
  return every === undefined ? undefined : { every, ping: pingsByEvents ? PING_EVENT : COMMENT };
}

function keptAlive(exchange: Exchange): KeptAlive {
  const { kept = new KeptAlive(exchange.reply) } = exchange;
  exchange.kept = kept;
  exchange.reply = kept;
  return kept;
}

/** Has pings sent while a stream that is asked of these is waited for, where they are configured. */
export function keepWaiting(exchange: Exchange, deployments: readonly Deployment[]): void {
  if (exchange.isPart) return;
  const every = exchange.snapshot.pings.before(deployments);
  if (every !== undefined) keptAlive(exchange).untilAnswered(every);
}

/** Has pings sent whenever a stream is silent, where they are configured; `open` tells its head. */
export function keepStreaming(exchange: Exchange, dialect: Dialect, open: () => void): void {
  const pings = exchange.isPart ? undefined : pingsOf(exchange, dialect);
  if (pings !== undefined) keptAlive(exchange).whileSilent(pings, open);
}
