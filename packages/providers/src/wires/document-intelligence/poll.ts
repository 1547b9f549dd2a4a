import {
  type Call,
  type Given,
  type Header,
  headerValue,
  type Plan,
  pythonRepr,
  pythonStr,
  pythonType,
  type Reply,
  type Send,
} from "@lintel/core";
import { isObject, type Json } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";
import { originProblem, pollUrl, replyJson } from "../../httpx/index.ts";
import { faultOf, type OcrNeeds, timeouts } from "../../ocr/index.ts";
import { pythonInt } from "../../ocr/python-int.ts";
import { toIntelligence } from "./request.ts";
import type { IntelligenceState, IntelligenceVendor } from "./vendor.ts";

const DEFAULT_WAIT = "2";
/** Without it, an answer that names no time would be asked for hundreds of times a second. */
const LEAST_WAIT_MS = 250;
const UNFINISHED: ReadonlySet<Json> = new Set(["running", "notStarted"]);
const CREDENTIALS = ["Ocp-Apim-Subscription-Key", "Authorization"] as const;

export interface Asked {
  readonly call: Call<"ocr">;
  readonly given: Given<OcrNeeds>;
}

/** Where an analysis stands, or what LiteLLM raises over the reply. */
type Status =
  | { readonly is: "done" }
  | { readonly is: "unfinished"; readonly state: string }
  | { readonly is: "raised"; readonly text: string };

function credentials(headers: readonly Header[]): readonly Header[] {
  return CREDENTIALS.flatMap((wanted) => {
    const found = headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase());
    return found === undefined ? [] : [[wanted, found[1]] as const];
  });
}

/** The question whether an operation is done, to be asked in so many milliseconds. */
function ask(
  vendor: IntelligenceVendor,
  { asked, operation, state, afterMs }: Question,
): Send<IntelligenceState> | Raised {
  const request = toIntelligence(vendor, asked);
  if ("raised" in request) return request.raised;
  const plan: Plan = {
    method: "GET",
    url: operation,
    headers: credentials(request.plan.headers),
    expect: "whole",
    timeouts: timeouts({}),
  };
  const { patience } = vendor.service(asked.call);
  const text = `Azure Document Intelligence operation polling timed out after ${patience} seconds`;
  return {
    step: "send",
    plan,
    state: { operation },
    ...(afterMs > 0 && { afterMs }),
    deadline: { ms: patience * 1000, fault: faultOf({ call: asked.call, vendor }, { text }) },
    progress: { state },
  };
}

interface Question {
  readonly asked: Asked;
  readonly operation: string;
  readonly state: string;
  readonly afterMs: number;
}

/** The first question after a 202: at once, and only at the origin the document went to. */
export function firstPoll(
  vendor: IntelligenceVendor,
  { asked, reply }: { readonly asked: Asked; readonly reply: Reply },
): Send<IntelligenceState> | Raised {
  const operation = headerValue(reply, "operation-location") ?? "";
  if (operation === "")
    return { text: "Azure Document Intelligence returned 202 but no Operation-Location header found" };
  const request = toIntelligence(vendor, asked);
  if ("raised" in request) return request.raised;
  const problem = originProblem(operation, String(request.plan.url));
  if (problem !== undefined) return { text: `Azure Document Intelligence: rejected polling URL (${problem})` };
  return ask(vendor, { asked, operation: pollUrl(operation), state: "accepted", afterMs: 0 });
}

/** What failed, as the reply's `error.message` tells; Python's error where it has another shape. */
function failureOf(result: { readonly [name: string]: Json }): Status {
  const { error = {} } = result;
  if (!isObject(error)) return unreadable(`'${pythonType(error)}' object has no attribute 'get'`);
  const { message = "Unknown error" } = error;
  return { is: "raised", text: `Azure Document Intelligence analysis failed: ${pythonStr(message)}` };
}

// _check_operation_status: a text that happens to say how it ended is raised as it is.
function unreadable(text: string): Status {
  const isTold = text.includes("succeeded") || text.includes("failed");
  return { is: "raised", text: isTold ? text : `Failed to parse Azure DI operation response: ${text}` };
}

function statusOf(reply: Reply): Status {
  const json = replyJson(reply);
  if (!json.ok) return unreadable(json.message);
  if (!isObject(json.value)) return unreadable(`'${pythonType(json.value)}' object has no attribute 'get'`);
  const { status = null } = json.value;
  if (status === "succeeded") return { is: "done" };
  if (status === "failed") return failureOf(json.value);
  if (UNFINISHED.has(status)) return { is: "unfinished", state: String(status) };
  return unreadable(`Unknown operation status: ${pythonStr(status)}`);
}

/** The next question, nothing where the analysis is done, or what LiteLLM raises. */
export function nextPoll(
  vendor: IntelligenceVendor,
  { asked, reply, operation }: { readonly asked: Asked; readonly reply: Reply; readonly operation: string },
): Send<IntelligenceState> | Raised | undefined {
  const status = statusOf(reply);
  if (status.is === "done") return undefined;
  if (status.is === "raised") return { text: status.text };
  const wait = headerValue(reply, "retry-after") ?? DEFAULT_WAIT;
  const seconds = pythonInt(wait);
  if (seconds === undefined) return { text: `invalid literal for int() with base 10: ${pythonRepr(wait)}` };
  return ask(vendor, {
    asked,
    operation,
    state: status.state,
    afterMs: Math.max(Number(seconds) * 1000, LEAST_WAIT_MS),
  });
}
