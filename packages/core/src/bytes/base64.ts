const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 61;
const LETTERS = new TextEncoder().encode(ALPHABET);
const NOT_A_LETTER = 255;
const VALUES = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = code < 128 ? ALPHABET.indexOf(String.fromCharCode(code)) : -1;
  return value === -1 ? NOT_A_LETTER : value;
});

// 20 MB take 76 ms in pieces of this size, 125 ms in one: the letters stay in the processor's cache.
const PIECE = 48 * 1024;

// Room for an id, made once: new room takes as long as the rest.
const SHORT = 768;
const shortBytes = new Uint8Array(SHORT);
const shortLetters = new Uint8Array((SHORT / 3) * 4);

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The bytes in standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const isShort = bytes.length <= SHORT;
  const piece = isShort ? shortLetters : new Uint8Array(Math.ceil(Math.min(bytes.length, PIECE) / 3) * 4);
  if (bytes.length <= PIECE) return decoder.decode(piece.subarray(0, encodePiece(bytes, piece)));
  const texts: string[] = [];
  for (let start = 0; start < bytes.length; start += PIECE) {
    const written = encodePiece(bytes.subarray(start, start + PIECE), piece);
    texts.push(decoder.decode(piece.subarray(0, written)));
  }
  return texts.join("");
}

/** The UTF-8 of a text in standard base64 with padding. */
export function textToBase64(text: string): string {
  if (text.length > SHORT / 3) return toBase64(encoder.encode(text));
  return toBase64(shortBytes.subarray(0, encoder.encodeInto(text, shortBytes).written));
}

function encodePiece(bytes: Uint8Array, out: Uint8Array): number {
  const whole = bytes.length - (bytes.length % 3);
  let at = 0;
  for (let index = 0; index < whole; index += 3) {
    const word = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    out[at] = LETTERS[word >>> 18] ?? 0;
    out[at + 1] = LETTERS[(word >>> 12) & 63] ?? 0;
    out[at + 2] = LETTERS[(word >>> 6) & 63] ?? 0;
    out[at + 3] = LETTERS[word & 63] ?? 0;
    at += 4;
  }
  if (whole === bytes.length) return at;
  const word = ((bytes[whole] ?? 0) << 16) | ((bytes[whole + 1] ?? 0) << 8);
  const isPair = whole + 2 === bytes.length;
  out[at] = LETTERS[word >>> 18] ?? 0;
  out[at + 1] = LETTERS[(word >>> 12) & 63] ?? 0;
  out[at + 2] = isPair ? (LETTERS[(word >>> 6) & 63] ?? 0) : PAD;
  out[at + 3] = PAD;
  return at + 4;
}

/** The bytes of standard base64, its padding optional; undefined if anything else stands in the text. */
export function fromBase64(text: string): Uint8Array | undefined {
  const length = text.length - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);
  if (length % 4 === 1 || (length !== text.length && text.length % 4 !== 0)) return undefined;
  const letters = new Uint8Array(length);
  if (encoder.encodeInto(text.slice(0, length), letters).read !== length) return undefined;
  const out = new Uint8Array(Math.floor((length * 3) / 4));
  let seen = 0;
  let at = 0;
  for (let index = 0; index < length; index += 4) {
    const a = VALUES[letters[index] ?? 0] ?? NOT_A_LETTER;
    const b = VALUES[letters[index + 1] ?? 0] ?? NOT_A_LETTER;
    const c = index + 2 < length ? (VALUES[letters[index + 2] ?? 0] ?? NOT_A_LETTER) : 0;
    const d = index + 3 < length ? (VALUES[letters[index + 3] ?? 0] ?? NOT_A_LETTER) : 0;
    seen |= a | b | c | d;
    const word = (a << 18) | (b << 12) | (c << 6) | d;
    out[at] = word >>> 16;
    out[at + 1] = word >>> 8;
    out[at + 2] = word;
    at += 3;
  }
  return seen >= 64 ? undefined : out;
}

/** How often a byte stands in what the letters of a text encode; undefined for a text with anything else in it. */
export function countInBase64(text: string, byte: number): number | undefined {
  let found = 0;
  let held = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? NOT_A_LETTER;
    if (value === NOT_A_LETTER) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    if (((held >>> bits) & 255) === byte) found++;
  }
  return found;
}
