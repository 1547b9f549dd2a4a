import { expect, it } from "vitest";
import { bufferedStream } from "./embed-stream.ts";

it("a buffered answer beyond its limit is told once, as too large, and no longer kept", () => {
  const told: string[] = [];
  const stream = bufferedStream(
    {
      end: () => ({ chunks: [{ whole: true }], losses: [] }),
      stop({ kind }) {
        told.push(kind);
        return { chunks: [], losses: [] };
      },
    },
    5,
  );
  for (const piece of ["123", "45", "6", "789"]) expect(stream.push(new TextEncoder().encode(piece))).toEqual([]);
  expect(stream.end()).toEqual([]);
  expect(told).toEqual(["too_large"]);
});
