import { expect, test } from "vitest";
import { count, table } from "./table.ts";

test("columns are as wide as their widest cell, numbers to the right", () => {
  const text = table(
    [{ title: "name" }, { title: "n", align: "right" }],
    [
      ["a", 1],
      ["longer", 100],
    ],
  );
  expect(text).toBe("name      n\na         1\nlonger  100");
});

test("nothing shows as a dot", () => {
  expect([count(undefined), count(0), count(3)]).toEqual(["·", "·", "3"]);
});
