import { entries, isObject, type Json, type JsonObject, object } from "@lintel/core/json";

/** What a stream has said so far: its text, its usage, and whether it came to its end. */
export interface StreamAccount {
  take(event: JsonObject): void;
  /** More of the text. */
  say(text: string): void;
  isComplete(): boolean;
  usage(): JsonObject | undefined;
  text(): string;
  /** The message so far, as far as its price goes. */
  billable(): JsonObject;
}

/** Keeps account of a message's events: the usage of its start, with what its deltas tell since. */
export function streamAccount(): StreamAccount {
  const texts: string[] = [];
  let usage: JsonObject | undefined;
  let started: JsonObject = {};
  let isStopped = false;

  function count(told: Json | undefined): void {
    if (!isObject(told)) return;
    usage = object([...(usage === undefined ? [] : entries(usage)), ...entries(told)]);
  }

  return {
    take({ type, message, delta, usage: told }) {
      if (type === "message_start" && isObject(message)) {
        started = message;
        count(message.usage);
      } else if (type === "message_delta") count(told);
      else if (type === "message_stop") isStopped = true;
      else if (type === "content_block_delta" && isObject(delta) && typeof delta.text === "string")
        texts.push(delta.text);
    },
    say: (text) => void texts.push(text),
    isComplete: () => isStopped,
    usage: () => usage,
    text: () => texts.join(""),
    billable: () => ({
      ...started,
      content: [{ type: "text", text: texts.join("") }],
      ...(usage !== undefined && { usage }),
    }),
  };
}
