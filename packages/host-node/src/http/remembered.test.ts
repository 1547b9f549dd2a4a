import type { Plan } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { describe, expect, it } from "vitest";
import { got, plan, testHost } from "../test/sending.ts";
import { bodyOf, serve } from "../test/servers.ts";
import { remembered } from "./remembered.ts";

const URL = "http://127.0.0.1:1/v1?x=1";

function asked(secret: Secret, more: Partial<Plan> = {}): Plan {
  const headers = [
    ["authorization", ["Bearer ", secret]],
    ["x-a", "1"],
  ] as const;
  return plan(URL, { headers, ...more });
}

const { body: _, ...bodiless } = asked(new Secret("api_key", "k"));

describe("a request", () => {
  it("like the last one with its secret is remembered, whole and streamed ones apart", () => {
    const secret = new Secret("api_key", "k");
    const whole = remembered(asked(secret));
    const streamed = remembered(asked(secret, { expect: "stream" }));
    expect(remembered(asked(secret))).toBe(whole);
    expect(remembered(asked(secret, { body: { body: "bytes", bytes: new Uint8Array(3) } }))).toBe(whole);
    expect(remembered(asked(secret, { expect: "stream" }))).toBe(streamed);
    expect(streamed).not.toBe(whole);
    expect(whole?.printed()).toBe(whole?.printed());
  });

  it.each<[string, (secret: Secret) => Plan]>([
    ["another address", (secret) => asked(secret, { url: "http://127.0.0.1:1/v2" })],
    ["another method", (secret) => asked(secret, { method: "PUT" })],
    ["no body", (secret) => ({ ...bodiless, headers: asked(secret).headers })],
    [
      "another value",
      (secret) =>
        asked(secret, {
          headers: [
            ["authorization", ["Bearer ", secret]],
            ["x-a", "2"],
          ],
        }),
    ],
    [
      "another name",
      (secret) =>
        asked(secret, {
          headers: [
            ["authorization", ["Bearer ", secret]],
            ["x-b", "1"],
          ],
        }),
    ],
    ["another text beside its secret", (secret) => asked(secret, { headers: [["authorization", ["Basic ", secret]]] })],
    ["another secret of the same text", () => asked(new Secret("api_key", "k"))],
    ["one header more", (secret) => asked(secret, { headers: [...asked(secret).headers, ["x-c", "1"]] })],
  ])("with %s is made anew", (_name, other) => {
    const secret = new Secret("api_key", "k");
    const first = remembered(asked(secret));
    const next = remembered(other(secret));
    expect(next).not.toBe(first);
    expect(next).toMatchObject(
      JSON.parse(JSON.stringify({ method: other(secret).method, url: other(secret).url, expect: "whole" })),
    );
  });

  it("without a secret is made anew each time, and one whose address is none is not made", () => {
    expect(remembered(plan(URL))).not.toBe(remembered(plan(URL)));
    expect(remembered(plan("ftp://127.0.0.1/"))).toBeUndefined();
    expect(remembered(plan("no address"))).toBeUndefined();
  });
});

it("what is sent is what is asked for, each time", async () => {
  const server = await serve(async (request, response) => {
    const { authorization, "x-a": told, "content-length": length } = request.headers;
    const body = await bodyOf(request);
    response.end([request.method, request.url, authorization, told, length, body].join(" "));
  });
  const host = testHost();
  const secret = new Secret("api_key", "one");
  const say = (text: string, more: Partial<Plan> = {}) =>
    got(host.send(asked(secret, { url: `${server.origin}/a?b`, body: { body: "text", text }, ...more })));
  const own = [["authorization", new Secret("api_key", "two")]] as const;
  expect(await say("first")).toMatchObject({ body: "POST /a?b Bearer one 1 5 first" });
  expect(await say("sec\u00f6nd")).toMatchObject({ body: "POST /a?b Bearer one 1 7 sec\u00f6nd" });
  expect(await say("third", { url: `${server.origin}/c` })).toMatchObject({ body: "POST /c Bearer one 1 5 third" });
  expect(await say("fourth", { headers: own })).toMatchObject({ body: "POST /a?b two  6 fourth" });
  expect(await say("fifth")).toMatchObject({ body: "POST /a?b Bearer one 1 5 fifth" });
});
