import type { Given, Loss, Plan, Step } from "@lintel/core";
import { entries, isArray, type Json, type JsonObject, object, print } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { headerError, httpxUrl, urlError } from "../../httpx/index.ts";
import { without } from "../anthropic-messages/notes.ts";
import type { Failure } from "../translation.ts";
import { refuse } from "./refuse.ts";
import { betasOf } from "./request-betas.ts";
import { toHeaders } from "./request-headers.ts";
import { toHistory } from "./request-messages.ts";
import { toParams } from "./request-params.ts";
import { withoutThinking } from "./request-repair.ts";
import { fitThinking } from "./request-thinking.ts";
import type { Making, NativeCall, NativeNeeds, NativeState, NativeVendor } from "./types.ts";

interface Sending {
  readonly vendor: NativeVendor;
  readonly given: Given<NativeNeeds>;
  readonly state?: NativeState;
}

function timeouts({ timeout }: NativeCall): Plan["timeouts"] {
  if (timeout === undefined) return { connectMs: 5000, firstByteMs: 600_000, idleMs: 600_000 };
  const milliseconds = timeout * 1000;
  return { connectMs: milliseconds, firstByteMs: milliseconds, idleMs: milliseconds };
}

/** The request's body: history, limit and model first, then the parameters. */
function toBody(params: JsonObject, making: Making): JsonObject {
  const { call, raise, lose } = making;
  const { max_tokens: most = null } = params;
  if (most === null) raise({ raised: { text: "max_tokens is required for Anthropic /v1/messages API", status: 400 } });
  const rest = fitThinking(without(params, "max_tokens"), making, most);
  const messages = toHistory(call.input.messages, { params: rest, lose });
  const head: readonly (readonly [string, Json])[] = [
    ["messages", messages],
    ["max_tokens", most],
    ["model", call.model],
  ];
  return object([...head, ...entries(rest)]);
}

function contextProblem({ context_management: context }: JsonObject): Failure | undefined {
  if (!isArray(context)) return undefined;
  const text = "context_management: 'list' object has no attribute 'get'";
  return { fault: litellmFault({ kind: "BadRequestError", text }, {}) };
}

function noKey({ vendor: { provider, noKey: text }, call: { model } }: Making): Failure {
  return { fault: litellmFault({ kind: "AuthenticationError", text }, { provider, model }) };
}

/** The call as one POST of [Anthropic's messages](https://docs.anthropic.com/en/api/messages), the caller's own request but for what the model refuses. */
export function toNative(call: NativeCall, { vendor, given, state }: Sending): Step<NativeState> {
  const losses: Loss[] = [];
  const failures: Failure[] = [];
  const making: Making = {
    call,
    vendor,
    lose: (loss) => void losses.push(loss),
    raise: (failure) => void failures.push(failure),
  };
  const params = toParams(call.input.params, making);
  const problem = contextProblem(params);
  if (problem !== undefined) making.raise(problem);
  const betas = betasOf({ params, messages: call.input.messages });
  const headers = toHeaders(call, { given, betas });
  if (headers === undefined) making.raise(noKey(making));
  const body = toBody(params, making);
  const told = losses.length;
  const sent = state?.withoutThinking === true ? withoutThinking(body, making) : body;
  const printed = print(sent, "pythonDumps");
  if (!printed.ok) making.raise({ raised: { text: printed.message, status: 500 } });
  const url = vendor.url(call);
  const unsendable = urlError(url) ?? call.input.unsendable ?? headerError(headers ?? []);
  if (unsendable !== undefined) making.raise({ raised: { text: unsendable, status: 500 } });
  const [failure] = failures;
  if (failure !== undefined || headers === undefined || !printed.ok)
    return refuse(failure ?? noKey(making), making, losses);
  const plan: Plan = {
    method: "POST",
    url: httpxUrl(url),
    headers,
    body: { body: "text", text: printed.text },
    expect: call.stream ? "stream" : "whole",
    timeouts: timeouts(call),
  };
  // What was lost on the way to the first request has been told with it.
  return state === undefined
    ? { step: "send", plan, losses }
    : { step: "send", plan, state, losses: losses.slice(told) };
}
