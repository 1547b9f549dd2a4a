import { expect, it } from "vitest";
import type { RequestHead } from "../server/seam.ts";
import { configOf, MASTER_KEY } from "../test/running.ts";
import { authenticate } from "./authenticate.ts";
import { callers } from "./callers.ts";

function headWith(authorization: string): RequestHead {
  return {
    method: "POST",
    target: "/v1/chat/completions",
    headers: { authorization },
    rawHeaders: ["Authorization", authorization],
    remote: "127.0.0.1",
  };
}

const signed = (signature: number) => `AWS4-HMAC-SHA256 Credential=${MASTER_KEY}/20260101/x, Signature=${signature}`;
const repeated = (times: number) => "Bearer ".repeat(times) + MASTER_KEY;

it("a key that is written in many ways is known in each, and remembered in one", () => {
  const known = callers(configOf([]).general, false);
  const ways = Array.from({ length: 50 }, (_, at) => [signed(at), repeated(at + 1)]).flat();
  for (const way of [...ways, ...ways]) expect(authenticate(headWith(way), known).known).toBe(true);
  expect(known.seen.size).toBe(1);
  expect(authenticate(headWith("Bearer nobody"), known).known).toBe(false);
});
