import type { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { got, plan, testHost } from "../test/sending.ts";
import { serveRaw, type TestServer } from "../test/servers.ts";
import { type Expected, TRANSPORT_CASES, type TransportCase, UNDICI_DIFFERS } from "../test/transport-cases-data.ts";

const PLAIN = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nplain";
const GAP_MS = 15;

async function play(socket: Socket, { answer, ending }: TransportCase): Promise<void> {
  for (const [at, piece] of answer.entries()) {
    if (at > 0) await setTimeout(GAP_MS);
    socket.write(piece, "latin1");
  }
  if (ending === undefined) return;
  await setTimeout(GAP_MS);
  if (ending === "end") socket.end();
  else socket.resetAndDestroy();
}

/** Answers the first request as the case says, and every other one plainly. */
function scripted(one: TransportCase): Promise<TestServer> {
  let isFirst = true;
  return serveRaw((socket) => {
    socket.on("data", () => {
      if (isFirst) play(socket, one);
      else socket.write(PLAIN);
      isFirst = false;
    });
  });
}

async function outcome(answer: ReturnType<typeof got>, { expected }: TransportCase): Promise<Expected> {
  const result = await answer;
  if ("failure" in result) return { failure: result.failure.kind };
  const wanted = "header" in expected ? expected.header[0] : undefined;
  const header = result.headers.find(([name]) => name === wanted);
  return { status: result.status, body: result.body, ...(header && { header }) };
}

describe.each(["pool", "undici"] as const)("over %s", (transport) => {
  it.each(TRANSPORT_CASES)("$name", async (one) => {
    const server = await scripted(one);
    const host = testHost({ transport, timeouts: { connectMs: 2000, firstByteMs: 300, idleMs: 300 } });
    const { method = "POST" } = one;
    const request =
      method === "POST"
        ? plan(server.origin)
        : ({ method, url: server.origin, headers: [], expect: "whole", timeouts: {} } as const);
    const first = await outcome(got(host.send(request)), one);
    // What the server does behind its answer has to arrive.
    await setTimeout(3 * GAP_MS);
    const second = await got(host.send(plan(server.origin)));
    const seen = { expected: first, reuses: server.sockets.length === 1 };
    const own = transport === "undici" ? UNDICI_DIFFERS[one.name] : undefined;
    expect(seen).toEqual({ expected: own?.expected ?? one.expected, reuses: own?.reuses ?? one.reuses });
    expect(second).toMatchObject({ status: 200, body: "plain" });
  });
});

it("differences are told of cases that exist", () => {
  const names = TRANSPORT_CASES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(Object.keys(UNDICI_DIFFERS)));
});
