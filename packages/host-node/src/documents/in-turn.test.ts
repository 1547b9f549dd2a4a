import { expect, it } from "vitest";
import { inTurn } from "./in-turn.ts";

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

it("work is done in turn, never two at once, whatever fails", async () => {
  let running = 0;
  const seen: string[] = [];
  const work = inTurn(async (name: string) => {
    running++;
    seen.push(`${name}${running}`);
    await pause(5);
    running--;
    if (name === "b") throw new Error("no");
    return name.toUpperCase();
  }, 10_000);
  const all = await Promise.allSettled(["a", "b", "c"].map(work));
  expect(seen).toEqual(["a1", "b1", "c1"]);
  expect(all.map((it) => (it.status === "fulfilled" ? it.value : it.status))).toEqual(["A", "rejected", "C"]);
});

it("what has waited too long is not begun", async () => {
  const begun: string[] = [];
  const work = inTurn(async (name: string) => {
    begun.push(name);
    await pause(60);
    return name;
  }, 30);
  const [first, ...late] = await Promise.allSettled(["a", "b", "c"].map(work));
  expect([first?.status, ...late.map(({ status }) => status)]).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(begun).toEqual(["a"]);
  expect(await work("d")).toBe("d");
});
