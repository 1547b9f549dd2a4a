import { isObject, type JsonObject, parse, pythonCompact } from "@lintel/core/json";

/** Puts the model's public name into relayed events of Anthropic's messages, which come whole; in pieces, so that none is copied but the first event. */
export type Restamp = (events: Uint8Array) => readonly Uint8Array[];

const FRAME_ENDS = ["\r\n\r\n", "\r\r", "\n\n"];

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

/** A frame with the name in it; undefined where nothing of it changes. */
function restampedFrame(frame: string, asked: string): string | undefined {
  if (!frame.includes("message_start")) return undefined;
  const stamped = frame
    .split(/(?<=\n)|(?<=\r)(?!\n)/)
    .map((line) => restampedLine(line, asked))
    .join("");
  return stamped === frame ? undefined : stamped;
}

function isPing(frame: string): boolean {
  return frame.includes("event: ping") || frame.includes('"type": "ping"') || frame.includes('"type":"ping"');
}

function frameEnd(bytes: Buffer, from: number): number {
  const ends = FRAME_ENDS.flatMap((end) => {
    const at = bytes.indexOf(end, from, "latin1");
    return at < 0 ? [] : at + end.length;
  });
  return Math.min(bytes.length, ...ends);
}

/** LiteLLM's `AnthropicStreamModelRestamper`: once the first event but pings has gone by, bytes pass untouched. */
export function restamper(asked: string): Restamp {
  let isArmed = true;
  return (events) => {
    if (!isArmed) return [events];
    const bytes = Buffer.from(events.buffer, events.byteOffset, events.byteLength);
    for (let from = 0; isArmed && from < bytes.length; ) {
      const end = frameEnd(bytes, from);
      const frame = bytes.toString("utf8", from, end);
      isArmed = !frame.includes("message_start") && (!frame.includes("data:") || isPing(frame));
      const stamped = restampedFrame(frame, asked);
      if (stamped !== undefined)
        return [bytes.subarray(0, from), Buffer.from(stamped), bytes.subarray(end)].filter(({ length }) => length > 0);
      from = end;
    }
    return [events];
  };
}
