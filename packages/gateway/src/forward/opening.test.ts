import { describe, expect, it } from "vitest";
import { isSpeaking, withoutPings } from "./opening.ts";

const START = 'event: message_start\ndata: {"type":"message_start"}\n\n';
const PING = 'event: ping\ndata: {"type":"ping"}\n\n';
const TEXT = 'event: content_block_delta\ndata: {"type":"content_block_delta"}\n\n';

const bytes = (...pieces: readonly string[]): Uint8Array[] => pieces.map((piece) => Buffer.from(piece));

describe("the opening of relayed messages", () => {
  it.each([
    [START, false],
    [`${START}${PING}`, false],
    [`${START}${TEXT}`, true],
    [PING, true],
    ["", false],
  ])("%j says something: %s", (piece, expected) => {
    expect(isSpeaking(Buffer.from(piece))).toBe(expected);
  });

  it.each([
    ["between its events are left out", [START, PING, TEXT], `${START}${TEXT}`],
    ["after its first content stay", [START, TEXT, PING], `${START}${TEXT}${PING}`],
    ["before everything else stay", [PING, START, TEXT], `${PING}${START}${TEXT}`],
    ["of a stream without content are left out", [START, PING], START],
  ])("pings that stand %s", (_, pieces, expected) => {
    expect(Buffer.concat(withoutPings(bytes(...pieces))).toString()).toBe(expected);
  });

  it("keeps bytes that are no text as they are", () => {
    const odd = Uint8Array.of(0xff, 0xc3, 0x28);
    expect(Buffer.concat(withoutPings([Buffer.from(START), Buffer.from(PING), odd]))).toEqual(
      Buffer.concat([Buffer.from(START), odd]),
    );
  });
});
