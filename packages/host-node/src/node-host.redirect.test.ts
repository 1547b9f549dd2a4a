import { Secret } from "@lintel/core/host";
import { expect, it } from "vitest";
import { selfSigned } from "./test/self-signed.ts";
import { failureOf, got, overBoth, plan, type TestHost } from "./test/sending.ts";
import { bodyOf, serve, serveTls, type TestServer } from "./test/servers.ts";

const headers = [
  ["Authorization", ["Bearer ", new Secret("OPENAI_API_KEY", "sk-secret")]],
  ["x-custom", new Secret("CUSTOM", "slot-secret")],
  ["api-key", "plain-secret"],
  ["x-kept", "kept"],
] as const;

async function echoing(): Promise<TestServer> {
  return serve(async (request, response) => {
    const body = (await bodyOf(request)).toString();
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
  });
}

async function redirecting(status: number, location: string): Promise<TestServer> {
  return serve((request, response) => {
    if (request.url !== "/start")
      return response.end(JSON.stringify({ method: request.method, headers: request.headers }));
    return response.writeHead(status, { location }).end("moved");
  });
}

async function echo(sent: ReturnType<ReturnType<TestHost>["send"]>): Promise<unknown> {
  const answer = await got(sent);
  return "body" in answer ? JSON.parse(answer.body) : answer;
}

overBoth("a redirect", (testHost) => {
  it("within the origin is followed with credentials", async () => {
    const server = await redirecting(307, "/end");
    const end = await echo(testHost().send(plan(`${server.origin}/start`, { headers })));
    expect(end).toMatchObject({
      method: "POST",
      headers: { authorization: "Bearer sk-secret", "x-custom": "slot-secret" },
    });
  });

  it.each([
    [301, "GET", ""],
    [302, "GET", ""],
    [303, "GET", ""],
    [307, "POST", "{}"],
    [308, "POST", "{}"],
  ])("%i goes on as %s, as httpx does", async (status, method, body) => {
    const target = await echoing();
    const server = await redirecting(status, `${target.origin}/end`);
    expect(await echo(testHost().send(plan(`${server.origin}/start`)))).toMatchObject({ method, body, url: "/end" });
  });

  it("to another origin loses every credential and keeps the rest", async () => {
    const target = await echoing();
    const server = await redirecting(307, `${target.origin}/end`);
    const end = JSON.stringify(await echo(testHost().send(plan(`${server.origin}/start`, { headers }))));
    expect(end).not.toContain("secret");
    expect(end).toContain('"x-kept":"kept"');
  });

  it("to another origin and back does not regain them", async () => {
    const home: { origin?: string } = {};
    const away = await serve((_, response) => response.writeHead(307, { location: `${home.origin}/end` }).end());
    const server = await redirecting(307, away.origin);
    home.origin = server.origin;
    const end = JSON.stringify(await echo(testHost().send(plan(`${server.origin}/start`, { headers }))));
    expect(end).toContain('"x-kept":"kept"');
    expect(end).not.toContain("secret");
  });

  it("to another origin is refused where the host says so", async () => {
    const target = await echoing();
    const server = await redirecting(307, target.origin);
    const failure = await failureOf(testHost({ crossOrigin: "refuse" }).send(plan(`${server.origin}/start`)));
    expect(failure).toMatchObject({ kind: "policy", message: expect.stringContaining("another origin") });
    expect(target.sockets).toHaveLength(0);
  });

  it("from https to http is refused", async () => {
    const target = await echoing();
    const credentials = selfSigned();
    const server = await serveTls(credentials, (_, response) =>
      response.writeHead(307, { location: target.origin }).end(),
    );
    const failure = await failureOf(testHost({ ca: credentials.cert }).send(plan(server.origin)));
    expect(failure).toMatchObject({ kind: "policy", message: expect.stringContaining("from https to http") });
    expect(target.sockets).toHaveLength(0);
  });

  it.each(["file:///etc/passwd", "http://bad host/"])("to %s is refused", async (location) => {
    const server = await redirecting(302, location);
    expect(await failureOf(testHost().send(plan(`${server.origin}/start`)))).toMatchObject({ kind: "policy" });
  });

  it("without end is refused", async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: "/" }).end());
    expect(await failureOf(testHost().send(plan(server.origin)))).toEqual({
      kind: "policy",
      message: "more than 20 redirects",
    });
  });

  it("without a location is an answer", async () => {
    const server = await serve((_, response) => response.writeHead(304).end());
    expect(await got(testHost().send(plan(server.origin)))).toMatchObject({ status: 304 });
  });
});
