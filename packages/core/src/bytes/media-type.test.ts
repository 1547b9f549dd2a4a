import { expect, test } from "vitest";
import { mediaTypeOfBytes } from "./media-type.ts";

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.each([
  ["application/pdf", "%PDF-1.7\n"],
  ["image/png", "\x89PNG\r\n\x1a\n rest"],
  ["image/jpeg", "\xff\xd8\xff\xe0"],
  ["image/gif", "GIF89a"],
  ["image/gif", "GIF87a"],
  ["image/webp", "RIFF\x00\x01\x02\x03WEBPVP8 "],
  ["image/tiff", "II*\x00"],
  ["image/tiff", "MM\x00*"],
  ["image/bmp", "BM\x00"],
  ["image/avif", "\x00\x00\x00\x20ftypavif"],
  ["image/heic", "\x00\x00\x00\x20ftypheic"],
])("%s is known by its first bytes", (mediaType, start) => {
  expect(mediaTypeOfBytes(ascii(start))).toBe(mediaType);
});

test("too few or unknown bytes tell nothing", () => {
  for (const start of ["", "%PDF", "\x89PNG", "RIFF\x00\x01\x02\x03WAVE", "GIF88a", "hello"])
    expect(mediaTypeOfBytes(ascii(start)), start).toBeUndefined();
});
