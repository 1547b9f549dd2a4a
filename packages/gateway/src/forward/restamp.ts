import { isObject, type JsonObject, parse, pythonCompact } from "@lintel/core/json";

/** Puts the model's public name into relayed events of Anthropic's messages. */
export interface Restamper {
  /** What may go out now: a beginning that is not whole yet is held back. */
  push(bytes: Uint8Array): Uint8Array;
  /** What was still held when the stream ended. */
  flush(): Uint8Array;
}

const MOST_HELD = 65_536;
const NOTHING = new Uint8Array(0);
const FRAME_END = /\r\n\r\n|\r\r|\n\n/;

/** `json.dumps(value, separators=(",", ":"))`: what is not ASCII is escaped. */
export function asciiCompact(value: JsonObject): string {
  return pythonCompact(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function restamped({ message, ...event }: JsonObject, asked: string): JsonObject | undefined {
  if (event.type !== "message_start" || !isObject(message) || message.model === asked) return undefined;
  return { type: event.type, ...event, message: { ...message, model: asked } };
}

function restampedLine(line: string, asked: string): string {
  if (!line.startsWith("data:")) return line;
  const read = parse(line.slice("data:".length).trim());
  const event = read.ok && isObject(read.value) ? restamped(read.value, asked) : undefined;
  return event === undefined ? line : `data: ${asciiCompact(event)}${/[\r\n]*$/.exec(line)?.[0] ?? ""}`;
}

function restampedFrame(frame: string, asked: string): string {
  return frame
    .split(/(?<=\n)|(?<=\r)(?!\n)/)
    .map((line) => restampedLine(line, asked))
    .join("");
}

function isPing(frame: string): boolean {
  return frame.includes("event: ping") || frame.includes('"type": "ping"') || frame.includes('"type":"ping"');
}

/** LiteLLM's `AnthropicStreamModelRestamper`: once the first event but pings has gone by, bytes pass untouched. */
export function restamper(asked: string): Restamper {
  let held: Uint8Array = NOTHING;
  let isArmed = true;

  function frames(text: string): string {
    let out = "";
    let rest = text;
    for (let end = FRAME_END.exec(rest); isArmed && end !== null; end = FRAME_END.exec(rest)) {
      const frame = rest.slice(0, end.index + end[0].length);
      rest = rest.slice(frame.length);
      out += restampedFrame(frame, asked);
      isArmed = !frame.includes("message_start") && (!frame.includes("data:") || isPing(frame));
    }
    held = isArmed ? Buffer.from(rest, "latin1") : NOTHING;
    return isArmed ? out : out + rest;
  }

  return {
    push(bytes) {
      if (!isArmed) return bytes;
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      if (all.length > MOST_HELD) {
        isArmed = false;
        held = NOTHING;
        return all;
      }
      // Latin-1 keeps every byte, so that a character cut in two loses nothing.
      return Buffer.from(frames(Buffer.from(all).toString("latin1")), "latin1");
    },
    flush() {
      const rest = held;
      held = NOTHING;
      isArmed = false;
      return rest;
    },
  };
}
