import { expect, it } from "vitest";
import { remembered } from "./remembered.ts";

function counting() {
  const asked: string[] = [];
  const find = remembered((text) => {
    asked.push(text);
    return [text];
  });
  return { asked, find };
}

it("finds an answer once", () => {
  const { asked, find } = counting();
  expect(find("a")).toBe(find("a"));
  expect(find("b")).toEqual(["b"]);
  expect(asked).toEqual(["a", "b"]);
});

it("keeps nothing of long texts, and not more than a thousand", () => {
  const { asked, find } = counting();
  const long = "x".repeat(201);
  find(long);
  find(long);
  expect(asked).toHaveLength(2);
  for (let at = 0; at <= 1000; at++) find(String(at));
  find("0");
  expect(asked.filter((text) => text === "0")).toHaveLength(2);
});
