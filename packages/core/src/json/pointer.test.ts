import { expect, it } from "vitest";
import { child, pointer } from "./index.ts";

it("escapes tildes and slashes as RFC 6901 says", () => {
  expect(pointer(["messages", 0, "a/b", "m~n", "~1", ""])).toBe("/messages/0/a~1b/m~0n/~01/");
  expect(pointer([])).toBe("");
  expect(child("/tools", 3)).toBe("/tools/3");
});
