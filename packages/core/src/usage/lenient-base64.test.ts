import { expect, test } from "vitest";
import { lenientBase64 } from "./lenient-base64.ts";

function decoded(text: string): string {
  const bytes = lenientBase64(text);
  return bytes.ok ? new TextDecoder().decode(bytes.value) : bytes.text;
}

test.each([
  ["aGVsbG8=", "hello"],
  ["aGVs\nbG8 =", "hello"],
  ["aGVsbG8==", "hello"],
  ["aGVsbG8=aGVs", "hello"],
  ["aGVsbG8-=", "hello"],
  ["=aGVsbG8=", "hello"],
  ["", ""],
  ["!!", ""],
  ["aGVsbG8", "Incorrect padding"],
  ["aGVsbG", "Incorrect padding"],
  ["a", "Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4"],
  ["aGé=", "string argument should contain only ASCII characters"],
])("%j is %j to Python's b64decode", (text, bytes) => {
  expect(decoded(text)).toBe(bytes);
});
