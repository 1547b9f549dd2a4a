/** When a stream of Anthropic's messages has begun to say something: until then another deployment, or a status, may still answer for it. */
const CONTENT = "content_block_delta";

const PING = Buffer.from("event: ping");
const PING_EVENT = /event: ping\r?\n(?:data:[^\r\n]*\r?\n)?\r?\n/g;

function view({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function beforeContent(bytes: Buffer): Buffer {
  const found = bytes.indexOf(CONTENT);
  return found === -1 ? bytes : bytes.subarray(0, Math.max(0, bytes.lastIndexOf("event:", found)));
}

/** Whether whole events have content among them, or begin with a ping, which keeps a caller waiting whatever comes. */
export function isSpeaking(events: Uint8Array): boolean {
  const bytes = view(events);
  return bytes.includes(CONTENT) || bytes.subarray(0, PING.length).equals(PING);
}

/** What was held until the content came, without the pings in between: they are of no use any more. */
export function withoutPings(pieces: readonly Uint8Array[]): readonly Uint8Array[] {
  return pieces.some((piece) => beforeContent(view(piece)).includes(PING)) ? [unpinged(Buffer.concat(pieces))] : pieces;
}

function unpinged(bytes: Buffer): Buffer {
  const before = beforeContent(bytes);
  if (before.indexOf(PING) <= 0) return bytes;
  const kept = before.toString("latin1").replace(PING_EVENT, "");
  return Buffer.concat([Buffer.from(kept, "latin1"), bytes.subarray(before.length)]);
}
