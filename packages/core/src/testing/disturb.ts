import type { Cutting } from "./canned-host.ts";
import type { Dice } from "./dice.ts";
import type { CannedReply, Sample } from "./sample.ts";

/** A body in pieces of random size, empty ones among them. */
export function randomCuts(rolls: Dice): Cutting {
  return (body) => {
    const pieces: Uint8Array[] = [];
    const most = 1 + rolls.below(rolls.below(4) === 0 ? 4 : 400);
    for (let at = 0; at < body.length; ) {
      const size = rolls.below(most + 1);
      pieces.push(body.subarray(at, at + size));
      at += size;
    }
    return pieces;
  };
}

/** The sample with its last reply's body replaced. */
export function withBody(sample: Sample, change: (body: Uint8Array) => Uint8Array): Sample {
  const last = sample.replies.length - 1;
  const changed = (reply: CannedReply, index: number): CannedReply =>
    index !== last || "failure" in reply ? reply : { ...reply, body: change(reply.body) };
  return { ...sample, replies: sample.replies.map(changed) };
}

function spliced(body: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const rest = body.subarray(Math.min(at + removed, body.length));
  const made = new Uint8Array(at + added.length + rest.length);
  made.set(body.subarray(0, at));
  made.set(added, at);
  made.set(rest, at + added.length);
  return made;
}

const ODDITIES: readonly string[] = [
  "null",
  "[]",
  "{}",
  '""',
  "-0.0",
  "1e999",
  "NaN",
  '"\\ud800"',
  '{"__proto__":{"polluted":true}}',
  "123456789012345678901234567890",
  "data: ",
  "\n\n",
  "\u2028",
  "<html>",
  "[DONE]",
  "[".repeat(3000),
];

/** A body with something wrong: bytes flipped, cut, doubled, or a piece of other text put in the place of a JSON value. */
export function disturbed(body: Uint8Array, rolls: Dice): Uint8Array {
  const at = rolls.below(body.length + 1);
  const oddity = new TextEncoder().encode(ODDITIES[rolls.below(ODDITIES.length)] ?? "");
  switch (rolls.below(6)) {
    case 0:
      return body.map((byte, index) => (index === at ? rolls.below(256) : byte));
    case 1:
      return body.subarray(0, at);
    case 2:
      return spliced(body, at, 0, oddity);
    case 3:
      return spliced(body, at, rolls.below(40), oddity);
    case 4:
      return spliced(body, at, 0, body.subarray(rolls.below(body.length + 1), at));
    default: {
      const colon = body.indexOf(0x3a, at);
      return colon < 0 ? oddity : spliced(body, colon + 1, rolls.below(24), oddity);
    }
  }
}
