import { gzipSync } from "node:zlib";
import { bytes } from "@lintel/core";
import { describe, expect, it } from "vitest";
import type { NodeHostOptions } from "../node-host.ts";
import { selfSigned } from "../test/self-signed.ts";
import { testHost } from "../test/sending.ts";
import { type Respond, serve, serveRaw, serveTls, type TestServer } from "../test/servers.ts";

const LOOPBACK = { schemes: ["http"], allowHosts: ["127.0.0.1"] } as const;

interface Fetching {
  readonly path?: string;
  readonly signal?: AbortSignal;
  readonly options?: NodeHostOptions;
}

async function fetched({ origin }: TestServer, { path = "/a.pdf", signal, options }: Fetching = {}): Promise<unknown> {
  const host = testHost({ documents: LOOPBACK, ...options });
  const need = bytes({ from: "url", url: `${origin}${path}`, parameter: "document.document_url" });
  const answer = await host.supply(need, signal);
  if (!answer.supplied) return answer;
  return { ...answer.value, bytes: Buffer.from(answer.value.bytes).toString("latin1") };
}

function answering(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}, status = 200): Respond {
  return (_, response) => response.writeHead(status, headers).end(body);
}

describe("a document is fetched", () => {
  it("with the type its server names, as it names it", async () => {
    const server = await serve(answering("%PDF-1.7", { "content-type": "application/pdf; charset=binary" }));
    expect(await fetched(server)).toEqual({ bytes: "%PDF-1.7", mediaType: "application/pdf; charset=binary" });
  });

  it("with the type of its address's ending, else of its first bytes, where the server names none", async () => {
    const server = await serve(answering("%PDF-1.7"));
    expect(await fetched(server, { path: "/a.JPG" })).toMatchObject({ mediaType: "image/jpeg" });
    expect(await fetched(server, { path: "/a?b=c" })).toMatchObject({ mediaType: "application/pdf" });
    const png = await serve(answering(Buffer.from("89504e470d0a1a0a", "hex")));
    expect(await fetched(png, { path: "/a" })).toMatchObject({ mediaType: "image/png" });
  });

  it("without its content coding, by a request that carries nothing of the caller", async () => {
    const seen: NodeJS.Dict<string | string[]>[] = [];
    const server = await serve((request, response) => {
      seen.push(request.headers);
      response.writeHead(200, { "content-type": "text/plain", "content-encoding": "gzip" }).end(gzipSync("plain"));
    });
    expect(await fetched(server)).toEqual({ bytes: "plain", mediaType: "text/plain" });
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  it("over TLS, for the name that was asked", async () => {
    const credentials = selfSigned();
    const server = await serveTls(credentials, answering("x", { "content-type": "image/png" }));
    const documents = { allowHosts: [`127.0.0.1:${server.port}`] };
    expect(await fetched(server, { options: { documents, ca: credentials.cert } })).toMatchObject({ bytes: "x" });
    expect(await fetched(server, { options: { documents } })).toMatchObject({ failure: { kind: "tls" } });
  });

  it("through redirects, each host looked up once and reached where it was looked up", async () => {
    const end = await serve((request, response) => {
      response.writeHead(200, { "content-type": "text/plain" }).end(request.headers.host);
    });
    const start = await serve((_, response) => {
      response.writeHead(302, { location: `http://Second.Test.:${end.port}/b` }).end();
    });
    const asked: string[] = [];
    const resolve = async (host: string): Promise<readonly { address: string; family: number }[]> => {
      asked.push(host);
      return [{ address: "127.0.0.1", family: 4 }];
    };
    const documents = { ...LOOPBACK, allowHosts: ["first.test", `second.test:${end.port}`], resolve };
    const origin = `http://first.test:${start.port}`;
    const got = await fetched({ ...start, origin }, { options: { documents } });
    expect(got).toEqual({ bytes: `second.test:${end.port}`, mediaType: "text/plain" });
    expect(asked).toEqual(["first.test", "second.test"]);
  });

  it("past the proxy of the environment, which would look the name up again", async () => {
    const proxy = await serve(answering("by proxy", { "content-type": "text/plain" }));
    const server = await serve(answering("direct", { "content-type": "text/plain" }));
    const env = { http_proxy: proxy.origin, HTTP_PROXY: proxy.origin, ALL_PROXY: proxy.origin };
    expect(await fetched(server, { options: { env } })).toMatchObject({ bytes: "direct" });
    expect(proxy.sockets).toHaveLength(0);
  });
});

describe("a document that does not come is told in LiteLLM's words", () => {
  const failed = (server: TestServer, text: string, path = "/a.pdf"): object => ({
    supplied: false,
    kind: "ImageFetchError",
    param: "document.document_url",
    message: `${text} url=${server.origin}${path}`,
  });

  it.each([204, 302, 404, 500])("with status %i", async (status) => {
    const server = await serve(answering("", {}, status));
    const text = `Error: Unable to fetch image from URL. Status code: ${status},`;
    expect(await fetched(server)).toEqual(failed(server, text));
    expect(server.sockets).toHaveLength(1);
  });

  it("after three attempts that broke off", async () => {
    const server = await serveRaw((socket) => socket.destroy());
    const text = "Error: Unable to fetch image from URL after 3 attempts.";
    expect(await fetched(server)).toMatchObject(failed(server, text));
    expect(server.sockets).toHaveLength(3);
  });

  it("after three attempts whose type nothing tells", async () => {
    const server = await serve(answering("?"));
    const text = "Error: Unable to fetch image from URL after 3 attempts.";
    expect(await fetched(server)).toMatchObject(failed(server, text));
  });

  it("beyond its size, announced or met while reading, its coding undone", async () => {
    const type = { "content-type": "text/plain" };
    const text = (size: string): string => `Error: Image size (${size}MB) exceeds maximum allowed size (0.5MB).`;
    const half = { options: { documents: { ...LOOPBACK, maxBytes: 512 * 1024 } } };
    const announced = await serve(answering(Buffer.alloc(2 * 1024 * 1024), { ...type, "content-length": "2097152" }));
    expect(await fetched(announced, half)).toEqual(failed(announced, text("2.00")));
    const bomb = await serve(
      answering(gzipSync(Buffer.alloc(64 * 1024 * 1024)), { ...type, "content-encoding": "gzip" }),
    );
    expect(await fetched(bomb, half)).toMatchObject(failed(bomb, text("0.52")));
    const env = { MAX_IMAGE_URL_DOWNLOAD_SIZE_MB: "1.5" };
    expect(await fetched(announced, { options: { env } })).toEqual(
      failed(announced, "Error: Image size (2.00MB) exceeds maximum allowed size (1.5MB)."),
    );
  });

  it("where downloads are switched off", async () => {
    const server = await serve(answering("x"));
    const text = "Error: Image URL download is disabled (MAX_IMAGE_URL_DOWNLOAD_SIZE_MB=0).";
    const env = { MAX_IMAGE_URL_DOWNLOAD_SIZE_MB: "0" };
    expect(await fetched(server, { options: { env } })).toEqual(failed(server, text));
    expect(server.sockets).toHaveLength(0);
  });
});

describe("a document that comes too late", () => {
  it.each([
    ["does not answer", (socket) => socket.resume()],
    [
      "stops half way",
      (socket) => socket.resume().write("HTTP/1.1 200 OK\r\ncontent-type: a/b\r\ncontent-length: 9\r\n\r\nhalf"),
    ],
  ] satisfies readonly (readonly [string, Parameters<typeof serveRaw>[0]])[])(
    "because its server %s is given up at the deadline, its connection closed",
    async (_, accept) => {
      const server = await serveRaw(accept);
      const began = performance.now();
      const documents = { ...LOOPBACK, deadlineMs: 120 };
      expect(await fetched(server, { options: { documents } })).toMatchObject({
        kind: "ImageFetchError",
        message: expect.stringContaining("document.document_url: the document did not arrive within 120 ms"),
        failure: { kind: "read_timeout" },
      });
      expect(performance.now() - began).toBeLessThan(2_000);
      await server.closed;
      expect(server.sockets).toHaveLength(1);
    },
  );

  it("because its name resolves for ever is given up at the deadline", async () => {
    const server = await serve(answering("x"));
    const documents = { ...LOOPBACK, deadlineMs: 50, resolve: () => new Promise<never>(() => undefined) };
    const got = await fetched({ ...server, origin: "http://slow.test" }, { options: { documents } });
    expect(got).toMatchObject({ kind: "ImageFetchError", failure: { kind: "read_timeout" } });
  });

  it("for its caller, who aborts, is let go of", async () => {
    const server = await serveRaw((socket) => socket.resume());
    const signal = AbortSignal.timeout(60);
    expect(await fetched(server, { signal })).toEqual({ supplied: false, message: "the caller aborted the call" });
    await server.closed;
    const early = await fetched(server, { signal: AbortSignal.abort() });
    expect(early).toEqual({ supplied: false, message: "the caller aborted the call" });
    expect(server.sockets).toHaveLength(1);
  });
});
