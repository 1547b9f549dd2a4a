import { createServer, type TLSSocket } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { selfSigned } from "../../test/self-signed.ts";
import { failureOf, got, plan, testHost } from "../../test/sending.ts";
import { freePort } from "../../test/servers.ts";

interface Greeting {
  readonly name: string | false | undefined | null;
  readonly protocol: string | false | null;
  readonly isReused: boolean;
}

async function greeted(more: Readonly<Record<string, unknown>> = {}): Promise<{
  readonly port: number;
  readonly cert: string;
  readonly key: string;
  readonly greetings: readonly Greeting[];
}> {
  const credentials = selfSigned();
  const greetings: Greeting[] = [];
  const server = createServer({ ...credentials, ALPNProtocols: ["h2", "http/1.1"], ...more }, (socket: TLSSocket) => {
    greetings.push({
      name: Reflect.get(socket, "servername"),
      protocol: socket.alpnProtocol,
      isReused: socket.isSessionReused(),
    });
    socket.on("error", () => undefined);
    socket.on("data", () => void socket.write("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok"));
  });
  server.on("tlsClientError", () => undefined);
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  onTestFinished(() => void server.close());
  return { port, ...credentials, greetings };
}

describe("the pool over TLS", () => {
  it("names the host, speaks HTTP/1.1 alone, and takes a session up again", async () => {
    const { port, greetings } = await greeted();
    const host = testHost({ transport: "pool", verify: false });
    for (const _ of [1, 2])
      expect(await got(host.send(plan(`https://localhost:${port}`)))).toMatchObject({ status: 200, body: "ok" });
    expect(greetings).toEqual([
      { name: "localhost", protocol: "http/1.1", isReused: false },
      { name: "localhost", protocol: "http/1.1", isReused: true },
    ]);
  });

  it("names no address as a host, and checks the certificate against it", async () => {
    const { port, cert, greetings } = await greeted();
    const host = testHost({ transport: "pool", ca: cert });
    expect(await got(host.send(plan(`https://127.0.0.1:${port}`)))).toMatchObject({ body: "ok" });
    expect(greetings).toMatchObject([{ name: false }]);
    expect(await failureOf(host.send(plan(`https://localhost:${port}`)))).toMatchObject({ kind: "tls" });
  });

  it("shows its own certificate to a server that asks for one", async () => {
    const own = selfSigned();
    const { port, cert } = await greeted({ requestCert: true, ca: own.cert, rejectUnauthorized: true });
    const url = `https://127.0.0.1:${port}`;
    const known = testHost({ transport: "pool", ca: cert, cert: own.cert, key: own.key });
    expect(await got(known.send(plan(url)))).toMatchObject({ body: "ok" });
    expect(await failureOf(testHost({ transport: "pool", ca: cert }).send(plan(url)))).toHaveProperty("kind");
  });
});
