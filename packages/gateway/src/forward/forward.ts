import type { Billed, Outcome } from "@lintel/core";
import { isObject, type Json, type JsonObject, numeric, pythonCompact } from "@lintel/core/json";
import { answerHeaders } from "../answer/headers.ts";
import { answerFault, answerWhole, refuse } from "../answer/send.ts";
import { forbidden, mayName } from "../auth/model-rights.ts";
import type { Deployment, GatewayConfig } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { pick } from "../models/pick.ts";
import { answerNobody } from "./answer-nobody.ts";
import { argumentsOf, askingUsage } from "./arguments.ts";
import type { Dialect } from "./dialect.ts";
import { elsewhere } from "./elsewhere.ts";
import { readMetadata } from "./metadata.ts";
import { mayRetry, retriesOf, retryDelay } from "./retry.ts";
import { policyRetries } from "./retry-policy.ts";
import { routedFault } from "./routed-fault.ts";
import { forwardStream } from "./stream.ts";

/** A request understood: whom it may go to, and what it says. */
export interface Asking {
  readonly dialect: Dialect;
  /** The model as the caller wrote it. */
  readonly asked: string;
  /** None where the call goes by what it says itself. */
  readonly deployments: readonly Deployment[];
  readonly given: JsonObject;
  readonly hidesUsage: boolean;
}

function attempt(exchange: Exchange, { dialect, deployments, given }: Asking): Promise<Outcome> {
  const deployment = pick(deployments, Math.random) ?? deployments[0];
  const { snapshot } = exchange;
  exchange.attempts += 1;
  const perform = dialect.perform(snapshot);
  if (deployment === undefined) return perform(given, { signal: exchange });
  const defaults = snapshot.defaults(deployment);
  exchange.deployment = deployment;
  return perform(argumentsOf(exchange, given, { defaults, deployment, dialect }), { signal: exchange });
}

type Faulted = Extract<Outcome, { outcome: "fault" }>;

/** Asks again after a failure, as often as that may help; the last failure where it does not. */
async function attemptsAfter(first: Faulted, exchange: Exchange, asking: Asking): Promise<Outcome> {
  const { deployments, given, asked, dialect } = asking;
  const { router } = exchange.snapshot.config;
  // LiteLLM asks its policies about the first failure only.
  const policy = policyRetries(first.fault, { router, group: asked, given });
  let failed = first;
  for (let retried = 0; ; retried++) {
    const most = dialect.asksOnce === true ? 0 : (policy ?? retriesOf(exchange, given));
    exchange.most = most;
    if (retried >= most || exchange.aborted) return failed;
    if (policy === undefined && !mayRetry(failed.fault, deployments.length)) return failed;
    const waiting = { retried, deployments: deployments.length, router, random: Math.random };
    await exchange.snapshot.host.wait(retryDelay(failed.fault, waiting), exchange);
    if (exchange.aborted) return failed;
    const outcome = await attempt(exchange, asking);
    exchange.answeredAt = performance.now();
    if (outcome.outcome !== "fault") return outcome;
    failed = outcome;
  }
}

async function isUnpriced({ deployment, snapshot }: Exchange, answered: Json = null): Promise<boolean> {
  const { model = null } = deployment?.params ?? {};
  for (const name of [model, answered]) if (typeof name === "string" && (await snapshot.isPriced(name))) return false;
  return typeof model === "string";
}

function answerValue(
  exchange: Exchange,
  outcome: Extract<Outcome, { outcome: "value" }>,
  { asking: { dialect, asked }, billed }: { readonly asking: Asking; readonly billed: Billed | undefined },
): void {
  const { head } = outcome;
  const receipt = billed?.billed === true ? billed.receipt : undefined;
  exchange.answered = outcome.head;
  const { usage } = outcome.value;
  if (isObject(usage)) exchange.usage = { origin: "reported", value: usage };
  if (receipt !== undefined) exchange.cost = numeric(receipt.litellm);
  const value = dialect.value(outcome.value, asked);
  const text = dialect.print === undefined ? pythonCompact(value) : dialect.print(value);
  answerWhole(exchange, {
    status: 200,
    headers: answerHeaders(exchange, { head, receipt, telling: dialect.tells }),
    text,
  });
}

/** Asks, again where that may help, and answers with what came of it. */
export async function answer(exchange: Exchange, asking: Asking): Promise<void> {
  const first = await attempt(exchange, asking);
  exchange.answeredAt = performance.now();
  const outcome = first.outcome === "fault" ? await attemptsAfter(first, exchange, asking) : first;
  if (outcome.losses.length > 0) exchange.losses.push(...outcome.losses);
  if (exchange.aborted && outcome.outcome !== "stream") return exchange.over(499);
  const { dialect, asked, hidesUsage } = asking;
  switch (outcome.outcome) {
    case "fault":
      return answerFault(exchange, routedFault(outcome.fault, exchange, dialect), dialect);
    case "value": {
      const bill = outcome.receipt?.();
      const billed = bill instanceof Promise ? await bill : bill;
      if (billed?.billed !== true) exchange.isUnpriced = await isUnpriced(exchange, outcome.value.model);
      return answerValue(exchange, outcome, { asking, billed });
    }
    case "stream":
      exchange.isUnpriced = await isUnpriced(exchange);
      return forwardStream(exchange, outcome.stream, { dialect, asked, hidesUsage });
  }
}

function missing({ route }: Dialect, param: string): Parameters<typeof refuse>[1] {
  const message = `${route}: Missing required parameter: '${param}'.`;
  return { status: 400, message, type: "invalid_request_error", param, exception: "ProxyMissingRequiredParamError" };
}

/** Whether the provider is asked for the usage of a stream whose caller has not asked. */
function wantsUsage({ general }: GatewayConfig, { asksUsage }: Dialect, body: JsonObject): boolean {
  const { stream, stream_options: options } = body;
  const told = isObject(options) ? (options.include_usage ?? null) : null;
  return asksUsage === true && stream === true && (general.alwaysIncludeStreamUsage ? told === null : told !== true);
}

function notText(dialect: Dialect, exchange: Exchange): void {
  const refused = { status: 400, message: "'model' must be a string.", type: "bad_request_error", param: "model" };
  refuse(exchange, refused, dialect);
}

/** Forwards a request to a deployment of the model it names, and the answer back; a model named by the path goes before the body's. */
export function forward(
  exchange: Exchange,
  dialect: Dialect,
  { body: told, inPath }: { readonly body: JsonObject; readonly inPath?: string | undefined },
): void | Promise<void> {
  const { config, models } = exchange.snapshot;
  const { model: named = null } = told;
  if (named !== null && typeof named !== "string") return notText(dialect, exchange);
  const checked = dialect.checksMetadata === true ? readMetadata(told) : ({ read: "body", body: told } as const);
  if (checked.read === "refused") return refuse(exchange, checked.refused, dialect);
  const { body } = checked;
  const lacking = dialect.required.find((param) => (body[param] ?? null) === null);
  if (lacking !== undefined) return refuse(exchange, missing(dialect, lacking), dialect);
  const inQuery = dialect.namedByQuery === true ? exchange.query.getAll("model").at(-1) : undefined;
  const routed = inPath ?? (inQuery || named) ?? undefined;
  const name = config.general.completionModel ?? routed ?? "";
  const found = models.find(name);
  if (found === undefined) return answerNobody(exchange, dialect, { name, asked: routed });
  exchange.model = routed ?? "";
  if (!mayName(exchange.caller, exchange.model)) return refuse(exchange, forbidden(exchange.model), dialect);
  const refused = elsewhere(body, found.deployments, exchange.snapshot);
  if (refused !== undefined) return refuse(exchange, refused, dialect);
  const isAsking = wantsUsage(config, dialect, body);
  exchange.asked = body;
  const own = withoutMocks(body);
  const given = isAsking ? askingUsage(own) : own;
  const { deployments } = found;
  const hidesUsage = isAsking && !config.general.alwaysIncludeStreamUsage;
  // The answer bears the name the body told; one that only the path told is not put in.
  return answer(exchange, { dialect, asked: named ?? "", deployments, given, hidesUsage });
}

/** A caller cannot have an answer made up: such parameters are the configuration's. */
function withoutMocks(body: JsonObject): JsonObject {
  for (const name in body)
    if (name.startsWith("mock_"))
      return Object.fromEntries(Object.entries(body).filter(([it]) => !it.startsWith("mock_")));
  return body;
}
