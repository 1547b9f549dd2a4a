import { randomUUID } from "node:crypto";
import { type Fault, failureText } from "@lintel/core";
import { isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { chunkPrinter, printedChunk } from "../answer/printed-chunk.ts";
import { servedRoutes } from "../config/keys/call-params.ts";
import type { Framing } from "../forward/dialect.ts";

const DONE = "data: [DONE]\n\n";

const TERMINAL: ReadonlySet<Json | undefined> = new Set([
  "response.completed",
  "response.failed",
  "response.incomplete",
]);

// responses_stream_errors._CLIENT_ERROR_CODES
const CODES: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  408: "request_timeout",
  429: "rate_limit_exceeded",
};

interface Said {
  readonly code: Json;
  readonly type: Json;
  readonly message: Json;
}

/** Whether another route served it, whose failures LiteLLM tells in its own words (`_failure_details`). */
function isBridged({ provider }: Fault): boolean {
  return provider !== undefined && !servedRoutes(provider).includes("responses");
}

function saidOf(fault: Fault): Said {
  const { body, code, type } = fault;
  const told = isObject(body) && !isBridged(fault) ? body : {};
  return { code: told.code ?? code ?? null, type: told.type ?? type ?? null, message: told.message ?? null };
}

function isRateLimit(value: Json): boolean {
  return value === 429 || value === "429" || (typeof value === "string" && value.startsWith("rate_limit"));
}

// responses_stream_errors._response_error_code
function codeOf({ code, type }: Said, status: number): string {
  if (code === "insufficient_quota" || type === "insufficient_quota") return "insufficient_quota";
  if (isRateLimit(code) || isRateLimit(type)) return "rate_limit_exceeded";
  if (typeof code === "string" && code !== "" && !/^\d+$/.test(code)) return code;
  if (status < 400 || status >= 500) return "server_error";
  return CODES[status] ?? "invalid_request_error";
}

/** LiteLLM's text without the classes it names before the provider's. */
const CLASSES = /^(?:litellm\.\w+: )+(?:\w+: )?\w+Exception - /;

function messageOf({ message: said }: Said, fault: Fault): string {
  const { failure, message } = fault;
  if (isBridged(fault)) return message;
  if (typeof said === "string" && said !== "") return said;
  return failure === undefined ? message.replace(CLASSES, "") : failureText(failure);
}

/** The events of a streamed response as LiteLLM's gateway frames them: each with the public name, a failure as the response's own. */
export function responsesFraming(asked: string): Framing {
  const printed = chunkPrinter();
  let last: JsonObject = {};
  let sequence = -1;
  let isOver = false;

  function failedResponse(fault: Fault): JsonObject {
    const said = saidOf(fault);
    const { id = `resp_${randomUUID().replaceAll("-", "")}`, created_at = Math.floor(Date.now() / 1000), model } = last;
    return {
      id,
      created_at,
      error: { code: codeOf(said, fault.status), message: messageOf(said, fault) },
      ...(model !== undefined && { model }),
      object: "response",
      output: [],
      status: "failed",
    };
  }

  return {
    frame(event) {
      const { response, sequence_number: at } = event;
      if (isObject(response)) last = response;
      sequence = Math.max(sequence, numeric(at) ?? -1);
      isOver ||= TERMINAL.has(event.type);
      return `data: ${printed(asked === "" ? event : { ...event, model: asked })}\n\n`;
    },
    failed(fault) {
      if (isOver) return DONE;
      const event = { type: "response.failed", response: failedResponse(fault), sequence_number: sequence + 1 };
      return `event: response.failed\ndata: ${printedChunk(event)}\n\n${DONE}`;
    },
  };
}
