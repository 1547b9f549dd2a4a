/** Where bytes are no UTF-8, and why, in the words of Python's decoder. */
export interface Utf8Fault {
  readonly at: number;
  readonly length: number;
  readonly reason: "invalid start byte" | "invalid continuation byte" | "unexpected end of data";
}

/** The first place where bytes are no UTF-8. */
export function utf8Fault(bytes: Uint8Array): Utf8Fault | undefined {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : sequenceLength(lead);
    if (length === 0) return { at, length: 1, reason: "invalid start byte" };
    const valid = validLength(bytes, { at, length });
    if (valid < length) {
      const isCut = at + valid === bytes.length;
      return { at, length: valid, reason: isCut ? "unexpected end of data" : "invalid continuation byte" };
    }
    at += length;
  }
  return undefined;
}

/** How many bytes at the end begin a character whose rest is missing: 0 to 3. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** How many bytes of a sequence are as they may be, its first one included. */
function validLength(bytes: Uint8Array, { at, length }: Pick<Utf8Fault, "at" | "length">): number {
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index];
    const [least, most] = index === 1 ? secondByte(bytes[at]) : [0x80, 0xbf];
    if (byte === undefined || byte < least || byte > most) return index;
  }
  return length;
}

/** Overlong forms, surrogates and what lies beyond U+10FFFF are ruled out by the second byte. */
function secondByte(lead: number | undefined): readonly [least: number, most: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  return lead === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}
