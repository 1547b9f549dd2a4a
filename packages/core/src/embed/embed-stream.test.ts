import { expect, it } from "vitest";
import { bufferedStream } from "./embed-stream.ts";

it("a buffered answer beyond its limit is told once, with what was read of it", () => {
  const told: string[] = [];
  const stream = bufferedStream(
    {
      end: () => ({ chunks: [{ whole: true }], losses: [] }),
      over(body) {
        told.push(new TextDecoder().decode(body));
        return { chunks: [{ over: true }], losses: [] };
      },
      stop: () => expect.unreachable(),
    },
    5,
  );
  const given = ["123", "45", "6", "789"].map((piece) => stream.push(new TextEncoder().encode(piece)));
  expect(given).toEqual([[], [], [{ over: true }], []]);
  expect(stream.end()).toEqual([]);
  expect(told).toEqual(["123456"]);
});
