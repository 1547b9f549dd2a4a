import { expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "./bytes.ts";

test("bytes survive as text of the same length", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, at) => at & 255);
  expect(fromLatin1(toLatin1(bytes))).toEqual(bytes);
});
