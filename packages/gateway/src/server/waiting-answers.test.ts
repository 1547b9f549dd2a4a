import { expect, it, onTestFinished } from "vitest";
import { rawClient } from "../test/raw-client.ts";
import { listen } from "./node-server.ts";
import type { Pipeline } from "./seam.ts";

const GET = "GET / HTTP/1.1\r\nhost: gateway\r\n\r\n";

async function serving(serve: Pipeline["serve"]): Promise<number> {
  const pipeline: Pipeline = { admit: () => ({ limit: 0 }), serve, refuse: (_, reply) => reply.abort() };
  const server = await listen(pipeline, { port: 0, host: "127.0.0.1" });
  onTestFinished(() => server.close(0));
  return server.port;
}

it("a caller who asks without end behind an answer that does not come is cut off", async () => {
  let asked = 0;
  const port = await serving((_admitted, _body, reply) => {
    asked++;
    reply.head(200, ["content-type", "text/plain"]);
  });
  const client = await rawClient(port, GET.repeat(20_000));
  await client.closed;
  expect(asked).toBe(129);
});

it("requests in a row are answered in their order, and more of them once the first are", async () => {
  let asked = 0;
  const port = await serving(async (_admitted, _body, reply) => {
    const text = String(++asked).padStart(4, "0");
    await new Promise((resolve) => setTimeout(resolve, 5));
    reply.head(200, ["content-length", "4"]);
    reply.end(text);
  });
  const client = await rawClient(port);
  for (let round = 1; round <= 3; round++) {
    client.socket.write(GET.repeat(129));
    await expect.poll(() => client.said.match(/\r\n\r\n\d{4}/g)?.length).toBe(round * 129);
  }
  const order = [...client.said.matchAll(/\r\n\r\n(\d{4})/g)].map(([, at]) => Number(at));
  expect(order).toEqual(Array.from({ length: 387 }, (_, at) => at + 1));
});
