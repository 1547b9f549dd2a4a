import type { Fault, Outcome } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { pick } from "../models/pick.ts";
import { argumentsOf } from "./arguments.ts";
import type { Dialect } from "./dialect.ts";
import { mayRetry, refusesAlways, retriesOf, retryDelay } from "./retry.ts";
import { policyRetries } from "./retry-policy.ts";
import { type Again, argumentsAgain } from "./understood.ts";
import { unsetFault } from "./unset-fault.ts";

/** A request understood: whom it may go to, and what it says. */
export interface Asking {
  readonly dialect: Dialect;
  /** The model as the caller wrote it. */
  readonly asked: string;
  /** None where the call goes by what it says itself. */
  readonly deployments: readonly Deployment[];
  /** Who is asked where those before fail, one order after another. */
  readonly further: readonly (readonly Deployment[])[];
  /** Deployments of the group, of all orders. */
  readonly size: number;
  readonly given: JsonObject;
  readonly hidesUsage: boolean;
  /** What it says, where the rest is known. */
  readonly again?: Again;
}

/** A failure of LiteLLM's own reading: none of its classes, so that its router puts nothing behind it. */
function unreadable(message: string): Fault {
  return { origin: "host", kind: "APIConnectionError", status: 500, message, type: "internal_server_error" };
}

/** Asks one of these deployments. */
async function attempt(
  exchange: Exchange,
  { dialect, given, again }: Asking,
  deployments: readonly Deployment[],
): Promise<Outcome> {
  const deployment = pick(deployments, Math.random) ?? deployments[0];
  const { snapshot } = exchange;
  exchange.attempts += 1;
  const perform = dialect.perform(snapshot);
  if (deployment === undefined) return perform(given, { signal: exchange });
  const defaults = snapshot.defaults(deployment);
  exchange.deployment = deployment;
  const unset = unsetFault(deployment, snapshot);
  if (unset !== undefined) return { outcome: "fault", fault: unset, losses: [] };
  const addressed = { defaults, deployment, dialect };
  const found =
    again === undefined
      ? argumentsOf(exchange, given, addressed)
      : argumentsAgain(exchange, given, { ...addressed, again });
  return "refused" in found
    ? { outcome: "fault", fault: unreadable(found.refused), losses: [] }
    : perform(found.kwargs, { signal: exchange, alike: found.alike, printed: again?.said.printed });
}

type Faulted = Extract<Outcome, { outcome: "fault" }>;

/** Without those that refused this call for good, unless nobody else is left. */
function others(deployments: readonly Deployment[], refused: ReadonlySet<string>): readonly Deployment[] {
  const left = refused.size === 0 ? deployments : deployments.filter(({ id }) => !refused.has(id));
  return left.length === 0 ? deployments : left;
}

/** Asks again after a failure, as often as that may help; the last failure where it does not. */
async function attemptsAfter(first: Faulted, exchange: Exchange, asking: Asking): Promise<Outcome> {
  const { deployments, given, asked, dialect, size } = asking;
  const { router } = exchange.snapshot.config;
  // LiteLLM asks its policies about the first failure only.
  const policy = policyRetries(first.fault, { router, group: exchange.model ?? asked, given });
  const refused = new Set<string>();
  let failed = first;
  for (let retried = 0; ; retried++) {
    const most = dialect.asksOnce === true ? 0 : (policy ?? retriesOf(exchange, given));
    exchange.most = most;
    if (retried >= most || exchange.aborted) return failed;
    if (policy === undefined && !mayRetry(failed.fault, size)) return failed;
    if (exchange.deployment !== undefined && refusesAlways(failed.fault)) refused.add(exchange.deployment.id);
    const waiting = { retried, deployments: size, router, random: Math.random };
    await exchange.snapshot.host.wait(retryDelay(failed.fault, waiting), exchange);
    if (exchange.aborted) return failed;
    exchange.retried = retried + 1;
    const outcome = await attempt(exchange, asking, others(deployments, refused));
    exchange.answeredAt = performance.now();
    if (outcome.outcome !== "fault") return outcome;
    failed = outcome;
  }
}

/** Asks the deployments of one order, again where that may help. */
export async function attempts(exchange: Exchange, asking: Asking): Promise<Outcome> {
  exchange.retried = 0;
  const first = await attempt(exchange, asking, asking.deployments);
  exchange.answeredAt = performance.now();
  return first.outcome === "fault" ? attemptsAfter(first, exchange, asking) : first;
}
