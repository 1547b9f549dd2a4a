import { expect, it } from "vitest";
import { restamper } from "./restamp.ts";

const PING = 'event: ping\ndata: {"type":"ping"}\n\n';
const TEXT = 'event: content_block_delta\ndata: {"type":"content_block_delta"}\n\n';

function start(model: string, lineEnd = "\n"): string {
  const event = `{"type":"message_start","message":{"id":"é","model":"${model}"}}`;
  return `event: message_start${lineEnd}data: ${event}${lineEnd}${lineEnd}`;
}

function stamped(...reads: readonly string[]): string {
  const stamp = restamper("mine");
  return Buffer.concat(reads.flatMap((read) => stamp(Buffer.from(read)))).toString();
}

const MINE = start("mine").replace("é", "\\u00e9");

it.each([
  ["in the first event", [start("theirs"), TEXT], `${MINE}${TEXT}`],
  ["of a piece of several", [start("theirs") + TEXT + TEXT], `${MINE}${TEXT}${TEXT}`],
  ["behind pings", [PING, PING + start("theirs")], `${PING}${PING}${MINE}`],
  ["that is no other", [start("mine")], start("mine")],
  ["behind another event, which stays", [TEXT + start("theirs")], TEXT + start("theirs")],
  ["of a second message, which stays", [start("theirs"), start("theirs")], MINE + start("theirs")],
])("puts the caller's name in place of one %s", (_, reads, expected) => {
  expect(stamped(...reads)).toBe(expected);
});

it.each(["\r\n", "\r"])("keeps the line ends of an event it stamps: %j", (lineEnd) => {
  expect(stamped(start("theirs", lineEnd) + TEXT)).toBe(start("mine", lineEnd).replace("é", "\\u00e9") + TEXT);
});

it("hands on what follows the first event without a copy", () => {
  const stamp = restamper("mine");
  stamp(Buffer.from(start("theirs")));
  const rest = Buffer.from(TEXT);
  expect(stamp(rest)[0]).toBe(rest);
});
