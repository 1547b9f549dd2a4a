import { errorBody, messagesErrorEvent } from "@lintel/core";
import { isObject, type JsonObject, pythonDumps } from "@lintel/core/json";
import { anthropicError } from "../answer/anthropic-error.ts";
import { CROSSED } from "../answer/telling.ts";
import type { Dialect } from "../forward/dialect.ts";

function stamped(event: JsonObject, asked: string): JsonObject {
  const { message } = event;
  return asked !== "" && event.type === "message_start" && isObject(message)
    ? { ...event, message: { ...message, model: asked } }
    : event;
}

function frame(event: JsonObject): string {
  return `event: ${String(event.type)}\ndata: ${pythonDumps(event)}\n\n`;
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
  frame: (event, asked) => frame(stamped(event, asked)),
  relays: true,
  done: "",
  early: errorBody,
  failed: (fault) => frame(messagesErrorEvent(fault)),
};
