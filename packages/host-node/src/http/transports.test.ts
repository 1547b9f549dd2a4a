import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { failureOf, got, plan, testHost } from "../test/sending.ts";
import { bodyOf, serve } from "../test/servers.ts";

const BLOB = { body: "blob", blob: { blob: new Blob(["pdf"]), mediaType: "application/pdf" } } as const;

// A child of its own: here every test's modules are loaded.
const PROGRAM = `
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { nodeHost } from ${JSON.stringify(fileURLToPath(new URL("../node-host.ts", import.meta.url)))};
const server = createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const url = "http://127.0.0.1:" + server.address().port;
const host = nodeHost({ env: {} });
const sent = await host.send({ method: "GET", url, headers: [], expect: "whole", timeouts: {} });
const loaded = Object.keys(createRequire(import.meta.url).cache);
console.log(JSON.stringify({ status: sent.head.status, undici: loaded.filter((it) => it.includes("/undici/")).length }));
server.close();
server.closeIdleConnections();
server.unref();
`;

describe("a host that chooses its transport", () => {
  it("never loads undici for plain requests, and lets the program end", () => {
    const options = { encoding: "utf8", input: PROGRAM, timeout: 20_000 } as const;
    const args = ["--conditions=@lintel/source", "--input-type=module"];
    expect(JSON.parse(execFileSync(process.execPath, args, options))).toEqual({ status: 200, undici: 0 });
  });

  it("sends a streamed upload over undici, and refuses it where the pool is asked for", async () => {
    const server = await serve(async (request, response) => response.end((await bodyOf(request)).toString()));
    const upload = plan(server.origin, { body: BLOB });
    expect(await got(testHost().send(upload))).toMatchObject({ body: "pdf" });
    expect(await failureOf(testHost({ transport: "pool" }).send(upload))).toMatchObject({ kind: "policy" });
  });

  it("passes a proxy by where the pool is asked for", async () => {
    const server = await serve((_, response) => response.end("direct"));
    const env = { HTTP_PROXY: "http://127.0.0.1:9" };
    expect(await got(testHost({ env, transport: "pool" }).send(plan(server.origin)))).toMatchObject({ body: "direct" });
    expect(await failureOf(testHost({ env }).send(plan(server.origin)))).toMatchObject({ kind: "refused" });
  });
});
