import { type Fault, messagesErrorEvent, messagesErrorStatus, streamErrorBody } from "@lintel/core";
import { isObject, type JsonObject, pythonDumps } from "@lintel/core/json";
import { alikeFrames } from "../answer/alike-frames.ts";
import { anthropicError } from "../answer/anthropic-error.ts";
import { CROSSED, CROSSED_STREAM, EVERYTHING } from "../answer/telling.ts";
import type { Dialect, EarlyAnswer } from "../forward/dialect.ts";
import { mayTakeOver } from "../forward/next-order.ts";
import { asciiCompact } from "../forward/restamp.ts";

function frame(event: JsonObject): string {
  return `event: ${String(event.type)}\ndata: ${pythonDumps(event)}\n\n`;
}

// AnthropicStreamModelRestamper prints the event it has stamped compactly.
function told(event: JsonObject, asked: string): string {
  const { message } = event;
  return asked !== "" && event.type === "message_start" && isObject(message) && message.model !== asked
    ? `event: message_start\ndata: ${asciiCompact({ ...event, message: { ...message, model: asked } })}\n\n`
    : frame(event);
}

/** What LiteLLM's router makes of an error event that a bridge writes; a caller's own mistake is told as it is. */
function bridged(fault: Fault): Fault {
  if (fault.kind !== "MidStreamFallbackError" && fault.status < 500) return fault;
  const { error } = messagesErrorEvent(fault);
  const { type, message } = isObject(error) ? error : {};
  const status = messagesErrorStatus(String(type));
  return { ...fault, kind: "APIError", status, message: `litellm.APIError: ${String(message)}` };
}

/** A stream that broke off is told in the transport's own words where it is relayed. */
function unmapped(fault: Fault): Fault {
  const { told } = fault.failure ?? {};
  return told === undefined ? fault : { ...fault, message: told };
}

/** Only what another deployment might have answered is told with its status; else the stream has the provider's own event. */
function early(fault: Fault, { isCrossed }: { readonly isCrossed: boolean }): EarlyAnswer | undefined {
  const told = isCrossed ? bridged(fault) : unmapped(fault);
  const isTold = isCrossed || mayTakeOver(told);
  return isTold ? { fault: told, body: streamErrorBody(told, { typed: true }) } : undefined;
}

/** Anthropic's messages (https://docs.anthropic.com/en/api/messages). */
export const messagesDialect: Dialect = {
  route: "/v1/messages",
  isClaudeCodes: true,
  checksMetadata: true,
  refusing: "anthropic_messages",
  unnamed: { bare: true },
  says: ["messages", "system"],
  required: [],
  perform: ({ client }) => client.messages,
  body: anthropicError,
  checksTools: true,
  faults: { provider: false, version: true, deployment: true },
  tells: CROSSED,
  tellsStream: { ...EVERYTHING, rawLimits: true, resets: true },
  tellsCrossing: CROSSED_STREAM,
  longest: 600,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  framing(asked) {
    return {
      ...alikeFrames({
        frame: (event) => told(event, asked),
        steady: (event) => told(event, asked),
        quoted: pythonDumps,
      }),
      failed: (fault) => frame(messagesErrorEvent(fault)),
    };
  },
  relays: true,
  pingsByEvents: true,
  done: "",
  isSaying: ({ type }) => type === "content_block_delta",
  early,
};
