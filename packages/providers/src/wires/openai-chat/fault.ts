import {
  type Call,
  type Failed,
  type FailureKind,
  type Fault,
  fail,
  pythonStr,
  pythonType,
  type Reply,
  type Step,
  type TransportFailure,
} from "@lintel/core";
import { float, isArray, isObject, type Json, parse, pythonCompact } from "@lintel/core/json";
import { litellmFault, mapException, type Raised } from "../../faults/index.ts";
import { responseText, secondsTaken } from "../../httpx/index.ts";
import { refuse } from "./refuse.ts";
import { toChat } from "./request.ts";
import { PATIENCE } from "./request-post.ts";
import type { ChatCall, ChatExchange, ChatState, ChatVendor } from "./types.ts";

/** Members without which there is no request. */
const NEEDED: ReadonlySet<string> = new Set(["messages", "model", "stream"]);
/** How often LiteLLM sends a request that the provider cannot process, leaving out what it names. */
const ATTEMPTS = 2;

const TIMEOUTS: ReadonlySet<FailureKind> = new Set([
  "connect_timeout",
  "read_timeout",
  "write_timeout",
  "pool_timeout",
]);
/** Failures that are this library's own, not the transport's. */
const OURS: ReadonlySet<FailureKind> = new Set(["aborted", "policy", "too_large"]);

/** The exception the OpenAI SDK makes of a reply that is no success. */
export function statusError(reply: Reply): Raised {
  const text = responseText(reply).trim();
  const parsed = parse(text);
  const body = parsed.ok ? parsed.value : text;
  const said = parsed.ok ? `Error code: ${reply.status} - ${pythonStr(body)}` : text;
  return {
    text: said === "" ? `Error code: ${reply.status}` : said,
    status: reply.status,
    body: isObject(body) && body.error !== undefined ? body.error : body,
    head: reply,
  };
}

/** LiteLLM's note about a wait that was too long; there is none for streams. */
function waitNote(failure: TransportFailure, { stream, timeout }: Pick<ChatCall, "stream" | "timeout">): string {
  if (stream) return "";
  const limit = pythonCompact(float(timeout ?? PATIENCE));
  return ` - timeout value=${limit}, time taken=${secondsTaken(failure, 2)} seconds`;
}

/** A request that got no answer, and whose it was. */
interface Unanswered {
  readonly vendor: Pick<ChatVendor, "provider" | "label">;
  readonly call: Pick<Call, "requestedModel" | "now">;
  /** What LiteLLM says of a wait that was too long. */
  note?(failure: TransportFailure): string;
}

/** The exception the OpenAI SDK makes of a request without an answer, as the fault its caller sees. */
export function unansweredFault(failure: TransportFailure, { vendor, call, note }: Unanswered): Fault {
  const { provider, label } = vendor;
  const { requestedModel: model, now } = call;
  if (OURS.has(failure.kind))
    return litellmFault(
      { kind: "APIConnectionError", text: failure.message },
      { provider, model, raised: { failure } },
    );
  const text = TIMEOUTS.has(failure.kind) ? `Request timed out.${note?.(failure) ?? ""}` : "Connection error.";
  return mapException({ text, status: 500, failure }, { provider, label, model, now });
}

function named(detail: Json): readonly string[] {
  if (!isObject(detail) || !isArray(detail.loc) || detail.loc.length !== 2) return [];
  return detail.loc.slice(1).filter((name) => typeof name === "string");
}

/** What an unprocessable request's refusal names: LiteLLM's `drop_params_from_unprocessable_entity_error`. */
function refusedNames({ body }: Raised): readonly string[] | Raised {
  if (!isObject(body) || typeof body.message !== "string") return [];
  const parsed = parse(body.message);
  if (!parsed.ok) return [];
  if (!isObject(parsed.value)) return { text: `'${pythonType(parsed.value)}' object has no attribute 'get'` };
  const { detail } = parsed.value;
  return isArray(detail) && isObject(detail[0]) ? detail.flatMap(named) : [];
}

function repaired(raised: Raised, { exchange, vendor }: Failing): Step<ChatState> | undefined {
  const { call, given, state = { attempts: 1, without: [] } } = exchange;
  // Only the module's flag reaches this place in LiteLLM, not the call's own drop_params.
  if (raised.status !== 422 || call.settings.drop_params !== true || state.attempts >= ATTEMPTS) return undefined;
  const names = refusedNames(raised);
  if ("text" in names) return refuse(call, { vendor, failure: { raised: names } });
  if (names.some((name) => NEEDED.has(name) && (name !== "stream" || call.stream))) return undefined;
  const without = [...state.without, ...names];
  const step = toChat(call, { vendor, given, state: { attempts: state.attempts + 1, without } });
  return step.step === "send" ? { ...step, repair: true } : step;
}

interface Failing {
  readonly exchange: ChatExchange;
  readonly vendor: ChatVendor;
}

/** An error status or a broken transport: sent again without what the provider named, or a failure. */
export function fromFailure(failed: Failed, { exchange, vendor }: Failing): Step<ChatState> {
  const { call } = exchange;
  if (failed.from === "reply") {
    const raised = statusError(failed.reply);
    return repaired(raised, { exchange, vendor }) ?? refuse(call, { vendor, failure: { raised } });
  }
  return fail(unansweredFault(failed.failure, { vendor, call, note: (failure) => waitNote(failure, call) }));
}
