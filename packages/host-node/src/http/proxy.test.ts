import { createServer } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { selfSigned } from "../test/self-signed.ts";
import { failureOf, got, plan, testHost } from "../test/sending.ts";
import { freePort, serve, serveRaw, serveTls } from "../test/servers.ts";

async function proxy(): Promise<{ readonly origin: string; readonly seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end("by proxy");
  });
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    const [host, port] = (request.url ?? "").split(":");
    const onward = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  const port = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${port}`, seen };
}

describe("proxies of the environment", () => {
  it("tunnel https, with the proxy's credentials for the proxy alone", async () => {
    const { origin, seen } = await proxy();
    const credentials = selfSigned();
    const server = await serveTls(credentials, (request, response) => response.end(JSON.stringify(request.headers)));
    const env = { HTTPS_PROXY: origin.replace("://", "://ann:pass@") };
    const answer = await got(testHost({ env, ca: credentials.cert }).send(plan(server.origin)));
    expect(answer).toMatchObject({ status: 200, body: expect.not.stringContaining("proxy-authorization") });
    expect(seen).toEqual([`CONNECT 127.0.0.1:${server.port} Basic ${btoa("ann:pass")}`]);
  });

  it("carry plain http for HTTP_PROXY and ALL_PROXY", async () => {
    for (const name of ["http_proxy", "HTTP_PROXY", "ALL_PROXY"]) {
      const { origin, seen } = await proxy();
      expect(await got(testHost({ env: { [name]: origin } }).send(plan("http://example.invalid/v1")))).toMatchObject({
        body: "by proxy",
      });
      expect(seen).toEqual(["POST http://example.invalid/v1"]);
    }
  });

  it("are passed by for NO_PROXY, for the other scheme, and where the host says so", async () => {
    const { origin, seen } = await proxy();
    const server = await serve((_, response) => response.end("direct"));
    const environments = [{ HTTP_PROXY: origin, NO_PROXY: "example.com,127.0.0.1" }, { HTTPS_PROXY: origin }];
    for (const env of environments)
      expect(await got(testHost({ env }).send(plan(server.origin)))).toMatchObject({ body: "direct" });
    const none = testHost({ env: { HTTP_PROXY: origin }, proxies: false });
    expect(await got(none.send(plan(server.origin)))).toMatchObject({ body: "direct" });
    expect(seen).toEqual([]);
  });

  it("that refuse are a refused connection", async () => {
    const env = { HTTPS_PROXY: `http://127.0.0.1:${await freePort()}` };
    expect(await failureOf(testHost({ env }).send(plan("https://example.invalid/")))).toMatchObject({
      kind: "refused",
    });
  });

  it("that never answer keep no connection of a request that was given up", async () => {
    const silent = await serveRaw((socket) => void socket.resume());
    const host = testHost({ env: { HTTPS_PROXY: silent.origin } });
    const late = plan("https://example.invalid/", { timeouts: { connectMs: 200 } });
    const failures = await Promise.all([late, late, late].map((it) => failureOf(host.send(it))));
    expect(failures.map(({ kind }) => kind)).toEqual(["connect_timeout", "connect_timeout", "connect_timeout"]);
    expect(silent.sockets).toHaveLength(3);
    await expect.poll(() => silent.sockets.filter(({ destroyed }) => !destroyed)).toEqual([]);
  });

  it("that answer late serve whoever still waits", async () => {
    const credentials = selfSigned();
    const server = await serveTls(credentials, (_, response) => response.end("late"));
    const slow = await serveRaw((socket) => {
      socket.once("data", () => {
        setTimeout(() => {
          const onward = connect(server.port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
          socket.pipe(onward).pipe(socket);
          onward.on("error", () => socket.destroy());
        }, 400);
      });
    });
    const host = testHost({ env: { HTTPS_PROXY: slow.origin }, ca: credentials.cert });
    const hasty = failureOf(host.send(plan(server.origin, { timeouts: { connectMs: 100 } })));
    const patient = got(host.send(plan(server.origin, { timeouts: { connectMs: 10_000 } })));
    expect(await hasty).toMatchObject({ kind: "connect_timeout" });
    expect(await patient).toMatchObject({ status: 200, body: "late" });
    expect(await got(host.send(plan(server.origin)))).toMatchObject({ status: 200, body: "late" });
  });
});
