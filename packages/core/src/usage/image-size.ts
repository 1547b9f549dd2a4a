import { type Attempt, got, raises } from "../client/attempt.ts";

/** An image's size in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

function text(bytes: Uint8Array, start: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + 4));
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

type Read = (bytes: Uint8Array) => Attempt<ImageSize | undefined>;

/** Python's words for bytes that end too early. */
function short(needed: number): Attempt<never> {
  return raises(`unpack requires a buffer of ${needed} bytes`);
}

interface Extent {
  /** Bytes up to the header's end. */
  readonly end: number;
  /** Bytes of what LiteLLM reads last. */
  readonly last: number;
}

function header({ end, last }: Extent, read: (view: DataView) => ImageSize): Read {
  return (bytes) => (bytes.length < end ? short(last) : got(read(view(bytes))));
}

const readPng = header({ end: 24, last: 8 }, (it) => ({ width: it.getUint32(16), height: it.getUint32(20) }));
const readGif = header({ end: 10, last: 4 }, (it) => ({ width: it.getUint16(6, true), height: it.getUint16(8, true) }));

/** The frame header of a JPEG: the first start-of-frame segment, whatever stands before it. */
function readJpeg(bytes: Uint8Array): Attempt<ImageSize> {
  const it = view(bytes);
  const { byteLength: length } = it;
  for (let at = 2; ; ) {
    while (at < length && it.getUint8(at) === 0xff) at += 1;
    if (at >= length) return raises("ord() expected a character, but string of length 0 found");
    if (at + 3 > length) return short(2);
    const marker = it.getUint8(at);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && at + 8 > length) return short(4);
    if (isFrame) return got({ height: it.getUint16(at + 4), width: it.getUint16(at + 6) });
    at += 1 + it.getUint16(at + 1);
  }
}

const WEBP: Readonly<Record<string, Read>> = {
  VP8X: header({ end: 30, last: 4 }, (it) => ({
    width: (it.getUint16(24, true) | (it.getUint8(26) << 16)) + 1,
    height: (it.getUint16(27, true) | (it.getUint8(29) << 16)) + 1,
  })),
  "VP8 ": header({ end: 30, last: 2 }, (it) => ({
    width: it.getUint16(26, true) & 0x3fff,
    height: it.getUint16(28, true) & 0x3fff,
  })),
  VP8L: header({ end: 25, last: 4 }, (it) => {
    const bits = it.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }),
};

const FORMATS: readonly { isOne(bytes: Uint8Array): boolean; readonly read: Read }[] = [
  { isOne: (bytes) => text(bytes, 0) === "\x89PNG" && text(bytes, 4) === "\r\n\x1a\n", read: readPng },
  { isOne: (bytes) => text(bytes, 0) === "GIF8" && bytes[5] === 0x61, read: readGif },
  { isOne: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff, read: readJpeg },
  {
    isOne: (bytes) => text(bytes, 4) !== "ftyp" && text(bytes, 0) === "RIFF" && text(bytes, 8) === "WEBP",
    read: (bytes) => WEBP[text(bytes, 12)]?.(bytes) ?? got(undefined),
  },
];

/** The size that a PNG, GIF, JPEG or WebP tells in its header; undefined for any other image. */
export function imageSize(bytes: Uint8Array): Attempt<ImageSize | undefined> {
  return FORMATS.find(({ isOne }) => isOne(bytes))?.read(bytes) ?? got(undefined);
}
