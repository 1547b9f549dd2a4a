import { errorBody, messagesErrorEvent } from "@lintel/core";
import { isObject, type JsonObject, pythonDumps } from "@lintel/core/json";
import { anthropicError } from "../answer/anthropic-error.ts";
import { CROSSED } from "../answer/telling.ts";
import type { Dialect } from "../forward/dialect.ts";
import { asciiCompact } from "../forward/restamp.ts";

function frame(event: JsonObject): string {
  return `event: ${String(event.type)}\ndata: ${pythonDumps(event)}\n\n`;
}

// AnthropicStreamModelRestamper prints the event it has stamped compactly.
function told(event: JsonObject, asked: string): string {
  const { message } = event;
  return asked !== "" && event.type === "message_start" && isObject(message)
    ? `event: message_start\ndata: ${asciiCompact({ ...event, message: { ...message, model: asked } })}\n\n`
    : frame(event);
}

/** Anthropic's messages (https://docs.anthropic.com/en/api/messages). */
export const messagesDialect: Dialect = {
  route: "/v1/messages",
  required: [],
  perform: ({ client }) => client.messages,
  body: anthropicError,
  faults: { provider: false, version: true, deployment: true },
  tells: CROSSED,
  tellsCrossing: true,
  longest: 600,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  framing: (asked) => ({
    frame: (event) => told(event, asked),
    failed: (fault) => frame(messagesErrorEvent(fault)),
  }),
  relays: true,
  done: "",
  early: errorBody,
};
