/** When a stream of Anthropic's messages has begun to say something: until then another deployment, or a status, may still answer for it. */
const CONTENT = "content_block_delta";

const PING = "event: ping";
const PING_EVENT = /event: ping\r?\n(?:data:[^\r\n]*\r?\n)?\r?\n/g;

/** Whether whole events have content among them, or begin with a ping, which keeps a caller waiting whatever comes. */
export function isSpeaking(events: Uint8Array): boolean {
  const bytes = Buffer.from(events.buffer, events.byteOffset, events.byteLength);
  return bytes.includes(CONTENT) || bytes.subarray(0, PING.length).equals(Buffer.from(PING));
}

/** What was held until the content came, without the pings in between: they are of no use any more. */
export function withoutPings(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(pieces);
  const first = bytes.indexOf(PING);
  if (first <= 0) return bytes;
  const found = bytes.indexOf(CONTENT);
  const end = found === -1 ? bytes.length : bytes.lastIndexOf("event:", found);
  if (first > end) return bytes;
  return Buffer.concat([
    Buffer.from(bytes.subarray(0, end).toString("latin1").replace(PING_EVENT, ""), "latin1"),
    bytes.subarray(end),
  ]);
}
