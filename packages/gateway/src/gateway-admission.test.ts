import { nodeHost } from "@lintel/host-node";
import { expect, it, onTestFinished } from "vitest";
import { type Gateway, gateway } from "./gateway.ts";
import type { Reply, RequestHead } from "./server/seam.ts";
import { configOf, deployment, MASTER_KEY } from "./test/running.ts";

const HEAD: RequestHead = {
  method: "GET",
  target: "/v1/models",
  headers: { authorization: `Bearer ${MASTER_KEY}` },
  rawHeaders: [],
  remote: undefined,
};

const CONFIG = configOf([deployment("fast", { model: "openai/gpt-4o-mini" })]);

function made(): Gateway {
  const host = nodeHost({});
  onTestFinished(() => host.close());
  return gateway(CONFIG, { host });
}

function statusOf(answer: (reply: Reply) => void): Promise<number> {
  return new Promise((resolve) => {
    answer({
      closed: false,
      head: resolve,
      write: () => true,
      drained: () => Promise.resolve(),
      end: () => undefined,
      abort: () => undefined,
      onGone: () => undefined,
    });
  });
}

const BODY = new Uint8Array(0);

it("a key that is taken away while its request's body comes opens nothing", async () => {
  const { admit, serve, use } = made();
  const known = admit(HEAD);
  expect(known.limit).toBeGreaterThan(0);
  expect(await statusOf((reply) => serve(known, BODY, reply))).toBe(200);
  const late = admit(HEAD);
  use({ ...CONFIG, general: { ...CONFIG.general, masterKey: "sk-another" } });
  expect(await statusOf((reply) => serve(late, BODY, reply))).toBe(400);
  expect(admit(HEAD).limit).toBe(0);
});

it("a browser's question is answered whatever body it has", async () => {
  const headers = { origin: "https://a.example", "access-control-request-method": "POST" };
  const { admit, refuse, serve } = made();
  const arrival = admit({ ...HEAD, method: "OPTIONS", headers });
  expect(arrival.limit).toBe(0);
  expect(await statusOf((reply) => refuse(arrival, reply))).toBe(200);
  expect(await statusOf((reply) => serve(arrival, BODY, reply))).toBe(200);
});
