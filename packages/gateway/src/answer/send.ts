import { errorBody, errorStatus, type Fault, type FaultKind } from "@lintel/core";
import { type Json, type JsonObject, pythonCompact } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";
import type { Reply } from "../server/seam.ts";
import { firstHeader } from "../server/told-header.ts";
import { envelope, type Refused } from "./envelope.ts";
import { type FaultTelling, faultHeaders, SAFETY } from "./headers.ts";

/** What is sent whole. */
export interface Whole {
  readonly status: number;
  /** Name and value in turn. */
  readonly headers?: readonly string[];
  readonly type?: string;
  readonly text: string;
}

/** Sends a whole answer, with its length and what every answer bears. */
export function sendWhole(reply: Reply, { status, headers = [], type = "application/json", text }: Whole): void {
  const length = String(Buffer.byteLength(text));
  reply.head(status, ["content-length", length, "content-type", type, ...headers, ...SAFETY]);
  reply.end(text);
}

/** Answers an exchange, and tells its observers. */
export function answerWhole(exchange: Exchange, whole: Whole): void {
  sendWhole(exchange.reply, whole);
  exchange.over(whole.status);
}

/** Answers an exchange with JSON. */
export function answerJson(exchange: Exchange, value: Json, headers: readonly string[] = []): void {
  answerWhole(exchange, { status: 200, headers, text: pythonCompact(value) });
}

/** How a route tells what failed. */
export interface Wording {
  /** The body of a refusal. */
  body?(error: JsonObject, status: number, callersId?: string): JsonObject;
  readonly faults?: FaultTelling;
}

interface Failed {
  readonly body: JsonObject;
  readonly status: number;
}

/** How the caller names a request, for answers that tell it again. */
function callersId({ head }: Exchange): string | undefined {
  return firstHeader(head, "x-request-id");
}

function worded(exchange: Exchange, { body, status }: Failed, { body: say }: Wording): string {
  return pythonCompact(say?.(body, status, callersId(exchange)) ?? body);
}

const KINDS: Readonly<Record<number, FaultKind>> = {
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  500: "InternalServerError",
};

function note(exchange: Exchange, { status, message, exception = "ProxyException" }: Refused): void {
  exchange.fault = { origin: "caller", kind: KINDS[status] ?? "BadRequestError", status, message };
  exchange.exception = exception;
}

/** Refuses what is not looked at: nothing of the call is told but why. */
export function refuseUnseen(exchange: Exchange, refused: Refused): void {
  note(exchange, refused);
  answerWhole(exchange, { status: refused.status, text: pythonCompact(envelope(refused)) });
}

/** Refuses what the gateway itself will not do. */
export function refuse(exchange: Exchange, refused: Refused, wording: Wording = {}): void {
  const { status } = refused;
  note(exchange, refused);
  const headers = faultHeaders(exchange, wording.faults);
  answerWhole(exchange, { status, headers, text: worded(exchange, { body: envelope(refused), status }, wording) });
}

/** Answers with what a call failed of. */
export function answerFault(exchange: Exchange, fault: Fault, wording: Wording = {}): void {
  exchange.fault = fault;
  const status = errorStatus(fault);
  const headers = faultHeaders(exchange, wording.faults);
  answerWhole(exchange, { status, headers, text: worded(exchange, { body: errorBody(fault), status }, wording) });
}
