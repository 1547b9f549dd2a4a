import { expect, it, onTestFinished } from "vitest";
import { rawClient } from "../test/raw-client.ts";
import { listen } from "./node-server.ts";
import type { Admitted, Pipeline, Reply, RequestHead } from "./seam.ts";

const GET = "GET / HTTP/1.1\r\nhost: gateway\r\n\r\n";
const STREAM = ["content-type", "text/plain"];
const ENOUGH = 64;

interface Asked extends Admitted {
  readonly head: RequestHead;
}

async function answering(answer: (reply: Reply, head: RequestHead) => void): Promise<number> {
  const pipeline: Pipeline<Asked> = {
    admit: (head) => ({ limit: 1024, head }),
    serve: ({ head }, _, reply) => answer(reply, head),
    refuse: (_, reply) => reply.abort(),
  };
  const server = await listen(pipeline, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close(0));
  return server.port;
}

it("an answer that has ended takes nothing more, though it is not written yet", async () => {
  const seen: boolean[] = [];
  const client = await rawClient(
    await answering((reply) => {
      reply.head(200, ["content-length", "2", "connection", "close"]);
      reply.end("ok");
      seen.push(reply.closed, reply.write("more"));
      reply.end("again");
    }),
    GET,
  );
  expect(await client.closed).toMatch(/\r\n\r\nok$/);
  expect(seen).toEqual([true, true]);
});

it("what was told before an answer is cut arrives", async () => {
  const client = await rawClient(
    await answering((reply) => {
      reply.head(200, STREAM);
      reply.write("told");
      reply.abort();
    }),
    GET,
  );
  expect(await client.closed).toMatch(/\r\n\r\n4\r\ntold\r\n$/);
});

it("a caller who reads slower than an answer comes is told of, and waited for", async () => {
  const piece = "x".repeat(256 * 1024);
  let pieces = 0;
  let isSlow = false;
  const client = await rawClient(
    await answering(async (reply) => {
      reply.head(200, STREAM);
      for (; pieces < ENOUGH && !reply.closed; pieces++) {
        if (reply.write(piece)) continue;
        isSlow = true;
        await reply.drained();
      }
      reply.end();
    }),
  );
  client.socket.pause();
  client.socket.write(GET);
  await expect.poll(() => isSlow).toBe(true);
  expect(pieces).toBeLessThan(ENOUGH);
  client.socket.resume();
  await expect.poll(() => client.said.endsWith("\r\n0\r\n\r\n")).toBe(true);
  expect(client.said.length).toBeGreaterThan(ENOUGH * piece.length);
});

it("pieces and the end told in one turn arrive in their order, and the connection serves on", async () => {
  const client = await rawClient(
    await answering((reply, { target }) => {
      reply.head(200, STREAM);
      for (const piece of ["a", "b", "c"]) reply.write(`${target}${piece}`);
      reply.end("!");
    }),
    GET,
  );
  const body = "2\r\n/a\r\n2\r\n/b\r\n2\r\n/c\r\n1\r\n!\r\n0\r\n\r\n";
  await expect.poll(() => client.said.endsWith(body)).toBe(true);
  client.socket.write(GET);
  await expect.poll(() => client.said.split(body)).toHaveLength(3);
});

it("requests sent together are answered in their order, whichever answer is there first", async () => {
  const replies: Reply[] = [];
  const client = await rawClient(
    await answering((reply, { target }) => {
      replies.push(reply);
      reply.head(200, ["content-length", "2"]);
      if (target !== "/2") return;
      reply.end("/2");
      setTimeout(() => replies[0]?.end("/1"), 20);
    }),
    GET.replace("/", "/1") + GET.replace("/", "/2"),
  );
  await expect.poll(() => client.said).toMatch(/\/1HTTP[\s\S]*\/2$/);
});
