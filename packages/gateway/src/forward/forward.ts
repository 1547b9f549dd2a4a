import type { Billed, Outcome } from "@lintel/core";
import { isObject, type Json, type JsonObject, numeric, pythonCompact } from "@lintel/core/json";
import { alikeText } from "../answer/alike-text.ts";
import { answerHeaders } from "../answer/headers.ts";
import { countRequest, countTokens } from "../answer/own-limits.ts";
import { answerFault, answerWhole, refuse } from "../answer/send.ts";
import { forbidden, mayName } from "../auth/model-rights.ts";
import type { GatewayConfig } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { answerLate } from "./answer-late.ts";
import { answerNobody } from "./answer-nobody.ts";
import { askingUsage } from "./arguments.ts";
import { type Asking, attempts } from "./attempts.ts";
import type { Dialect } from "./dialect.ts";
import { elsewhere } from "./elsewhere.ts";
import { keepWaiting } from "./keep-alive.ts";
import type { KnownBody } from "./known-bodies.ts";
import { readMetadata } from "./metadata.ts";
import { nextOrder } from "./next-order.ts";
import { routedFault } from "./routed-fault.ts";
import { forwardStream } from "./stream.ts";
import { takeNote } from "./take-note.ts";
import { understand } from "./understood.ts";
import { suited } from "./web-search.ts";
import { withoutOwn } from "./without-own.ts";

type Valued = Extract<Outcome, { outcome: "value" }>;

const CACHED = /^cache_\w+_tokens$/;

/** Whether what was used is told in a way that nobody can reckon with. */
function isUnreadable(usage: Json = null, billed: Billed | undefined = undefined): boolean {
  if (usage !== null && !isObject(usage)) return true;
  for (const name in usage)
    if (CACHED.test(name) && (usage[name] ?? null) !== null && numeric(usage[name]) === undefined) return true;
  return billed?.billed === false && billed.fault.kind !== "ModelNotMappedError";
}

async function isUnpriced({ deployment, snapshot }: Exchange, answered: Json = null): Promise<boolean> {
  if (deployment === undefined) return false;
  const { model = null } = deployment.params;
  if (snapshot.defaults(deployment).kwargs.output_cost_per_token !== undefined) return false;
  for (const name of [model, answered]) if (typeof name === "string" && (await snapshot.isPriced(name))) return false;
  return typeof model === "string";
}

function printed({ value, alike }: Pick<Valued, "value" | "alike">, dialect: Dialect, asked: string): string {
  if (dialect.print !== undefined) return dialect.print(dialect.value(value, asked));
  const known = alike && alikeText(alike, { dialect, asked });
  return known ?? pythonCompact(dialect.value(value, asked));
}

function answerValue(
  exchange: Exchange,
  outcome: Valued,
  { asking: { dialect, asked }, billed }: { readonly asking: Asking; readonly billed: Billed | undefined },
): void {
  const { head } = outcome;
  const receipt = billed?.billed === true ? billed.receipt : undefined;
  exchange.answered = outcome.head;
  const { usage } = outcome.value;
  if (isObject(usage)) exchange.usage = { origin: "reported", value: usage };
  countRequest(exchange);
  countTokens(exchange);
  if (receipt !== undefined) exchange.cost = numeric(receipt.litellm);
  // Who took over is told by its own name.
  const text = printed(outcome, dialect, exchange.fallbacks > 0 ? "" : asked);
  answerWhole(exchange, {
    status: 200,
    headers: answerHeaders(exchange, { head, receipt, telling: dialect.tells }),
    text,
  });
}

/** Asks, again where that may help, and answers with what came of it. */
export async function answer(exchange: Exchange, asking: Asking): Promise<void> {
  const outcome = await attempts(exchange, asking);
  if (outcome.losses.length > 0) exchange.losses.push(...outcome.losses);
  if (exchange.aborted && outcome.outcome !== "stream") return exchange.over(499);
  const { dialect, asked, hidesUsage } = asking;
  switch (outcome.outcome) {
    case "fault": {
      const next = nextOrder(exchange, asking, outcome.fault);
      if (next !== undefined) return answer(exchange, next);
      if (exchange.kept?.isEarly) return answerLate(exchange, outcome.fault);
      return answerFault(exchange, routedFault(outcome.fault, exchange, dialect), dialect);
    }
    case "value": {
      const bill = outcome.receipt?.();
      const billed = bill instanceof Promise ? await bill : bill;
      const { usage, model } = outcome.value;
      exchange.isUnpriced =
        isUnreadable(usage, billed) || (billed?.billed !== true && (await isUnpriced(exchange, model)));
      return answerValue(exchange, outcome, { asking, billed });
    }
    case "stream": {
      exchange.isUnpriced = await isUnpriced(exchange);
      const mayPass = asking.further.length > 0 && exchange.asked?.disable_fallbacks !== true;
      const unsaid = await forwardStream(exchange, outcome.stream, { dialect, asked, hidesUsage, mayPass });
      if (unsaid === undefined) return;
      const next = nextOrder(exchange, asking, unsaid);
      return next === undefined ? exchange.over(499) : answer(exchange, next);
    }
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

/** The dialect of refusals of what a request says before it is known whose model it names. */
function unread(dialect: Dialect): Dialect {
  return dialect.unnamed === undefined ? dialect : { ...dialect, faults: dialect.unnamed };
}

function notText(dialect: Dialect, exchange: Exchange): void {
  const refused = { status: 400, message: "'model' must be a string.", type: "bad_request_error", param: "model" };
  refuse(exchange, refused, unread(dialect));
}

/** A request's body, and a name that its path told. */
interface Forwarded {
  readonly body: JsonObject;
  readonly inPath?: string | undefined;
  /** Where it is noted what the request asks for, for others that say other things alone; and the body as it was read. */
  readonly known?: { readonly known: KnownBody; readonly value: JsonObject } | undefined;
}

/** Forwards a request to a deployment of the model it names, and the answer back; a model named by the path goes before the body's. */
export function forward(
  exchange: Exchange,
  dialect: Dialect,
  { body: told, inPath, known }: Forwarded,
): void | Promise<void> {
  const { config, models } = exchange.snapshot;
  const { model: named = null } = told;
  if (named !== null && typeof named !== "string") return notText(dialect, exchange);
  const checked = dialect.checksMetadata === true ? readMetadata(told) : ({ read: "body", body: told } as const);
  if (checked.read === "refused") return refuse(exchange, checked.refused, unread(dialect));
  const { body } = checked;
  const lacking = dialect.required.find((param) => (body[param] ?? null) === null);
  if (lacking !== undefined) return refuse(exchange, missing(dialect, lacking), dialect);
  const inQuery = dialect.namedByQuery === true ? exchange.query.getAll("model").at(-1) : undefined;
  const routed = inPath ?? (inQuery || named) ?? undefined;
  const meant = config.general.completionModel ?? routed;
  const name = config.renamed?.get(meant ?? "") ?? meant ?? "";
  const found = models.find(name);
  if (found === undefined) return answerNobody(exchange, dialect, { name, asked: meant && name });
  const asked = routed ?? "";
  if (!mayName(exchange.caller, asked) && !(name !== meant && mayName(exchange.caller, name)))
    return refuse(exchange, forbidden(asked), dialect);
  exchange.model = name;
  const { everyone, size } = found;
  const refused = elsewhere(body, everyone, exchange.snapshot);
  if (refused !== undefined) return refuse(exchange, refused, dialect);
  const fit = suited(body, found, { dialect, name, aliases: config.aliases });
  if (!fit.suited) {
    exchange.retryAfter = fit.retryAfter;
    return answerFault(exchange, fit.fault, dialect);
  }
  const { deployments, further } = fit.found;
  if (body.stream === true) keepWaiting(exchange, everyone);
  const isAsking =
    wantsUsage(config, dialect, body) && (config.general.alwaysIncludeStreamUsage || models.tellsUsage(name));
  takeNote(exchange, dialect, body);
  const own = withoutOwn(body, exchange.isPrioritized);
  const given = isAsking ? askingUsage(own) : own;
  const hidesUsage = isAsking && !config.general.alwaysIncludeStreamUsage;
  // An answer bears the name the body told; one that only the path or the query told is put into streams alone.
  const stamped = named || (body.stream === true ? name : "");
  const asking = { dialect, asked: stamped, deployments, further, size, given, hidesUsage };
  if (known !== undefined)
    understand(exchange, known.known, {
      model: name,
      routed: asked,
      body,
      isAsRead: body === known.value,
      asking,
      everyone,
    });
  return answer(exchange, asking);
}
