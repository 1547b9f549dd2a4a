import { expect, it } from "vitest";
import { unquote } from "./unquote.ts";

it("escapes are undone as Python's urllib.parse.unquote undoes them: byte-order marks stay, and what is no UTF-8 is replaced", () => {
  const python = [
    ["a%2Fb%20c", "a/b c"],
    ["%EF%BB%BFx", "\ufeffx"],
    ["x%ef%bb%bf%c3%a9", "x\ufeff\u00e9"],
    ["%ff%c3%a9%f0%9f%98", "\ufffd\u00e9\ufffd"],
    ["%ed%a0%80", "\ufffd\ufffd\ufffd"],
    ["%f0%9f%98%80%", "\u{1f600}%"],
    ["%4%41%zz%", "%4A%zz%"],
    ["\u00e9%41", "\u00e9A"],
  ] as const;
  expect(python.map(([text]) => unquote(text))).toEqual(python.map(([, plain]) => plain));
});
