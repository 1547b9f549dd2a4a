import { expect, test } from "vitest";
import { holdsTraceback, withoutPython } from "./python-text.ts";

test("bytes printed as a Python literal are the text they hold", () => {
  expect(withoutPython(`X - b'{"a": "caf\\xc3\\xa9\\n"}'`)).toBe('X - {"a": "café\n"}');
  expect(withoutPython(`X - b"it's"`)).toBe("X - it's");
});

test("memory addresses are nobody's contract", () => {
  expect(withoutPython("<object at 0x7f21>")).toBe(withoutPython("<object at 0x>"));
});

test("other text stays as it is", () => {
  expect(withoutPython("verb'x' a\\n 0x12")).toBe("verb'x' a\\n 0x12");
  expect(holdsTraceback("a\n<traceback>")).toBe(true);
});

test("which recorder had no reply left is nobody's contract", () => {
  expect(withoutPython("X - record.py: no reply left for this request")).toBe(
    withoutPython("X - recorder: no reply left for this request"),
  );
});
