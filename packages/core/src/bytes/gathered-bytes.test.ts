import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { gatheredBytes } from "./gathered-bytes.ts";

it("bytes come out in the order they went in, however they were cut", () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);
  for (const length of [1, 2, 7, 4000]) {
    const gathered = gatheredBytes();
    for (let at = 0; at < bytes.length; at += length) gathered.push(bytes.subarray(at, at + length));
    expect(gathered.size).toBe(bytes.length);
    expect(gathered.joined()).toEqual(bytes);
  }
  expect(gatheredBytes().joined()).toEqual(new Uint8Array(0));
});

it("a piece that is alone, and all of what it was read into, is not copied", () => {
  const only = Uint8Array.of(1, 2);
  const gathered = gatheredBytes();
  gathered.push(only);
  expect(gathered.joined()).toBe(only);
});

it("pieces of a byte hold neither the buffers they were read into nor two hundred bytes each", async () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const held = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  const gathered = gatheredBytes();
  for (let count = 0; count < 1000; count++) gathered.push(new Uint8Array(64 * 1024).subarray(0, 1));
  await expect.poll(() => held() - before).toBeLessThan(2_000_000);
  for (let count = 0; count < 200_000; count++) gathered.push(Uint8Array.of(1));
  await expect.poll(() => held() - before).toBeLessThan(4_000_000);
  expect(gathered.size).toBe(201_000);
});
