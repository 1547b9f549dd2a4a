import type { Plan } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { expect, test } from "vitest";
import type { ScriptedReply } from "./case.ts";
import { type Cut, type ScriptedHost, scriptedHost } from "./scripted-host.ts";

const key = new Secret("api_key", "sk-parity");

function plan(url: string): Plan {
  return {
    method: "POST",
    url,
    headers: [["Authorization", ["Bearer ", key]]],
    body: { body: "text", text: "{}" },
    expect: "whole",
    timeouts: {},
  };
}

function reply(text: string, more: { readonly match?: string } = {}): ScriptedReply {
  return { reply: "answer", status: 200, headers: [], pieces: [new TextEncoder().encode(text)], ...more };
}

async function bodyOf({ host }: ScriptedHost, url = "https://a.example/x"): Promise<readonly string[]> {
  const sent = await host.send(plan(url));
  if (!sent.sent) return [sent.failure.kind];
  const pieces: string[] = [];
  for (let read = await sent.body.read(); read.read === "bytes"; read = await sent.body.read()) {
    pieces.push(new TextDecoder().decode(read.bytes));
  }
  return pieces;
}

function hostOf(replies: readonly ScriptedReply[], cut?: Cut): ScriptedHost {
  return scriptedHost({ replies, env: { MISTRAL_API_KEY: "sk-env" } }, cut);
}

test("requests are seen with their secrets in place", async () => {
  const scripted = hostOf([reply("x")]);
  await bodyOf(scripted);
  expect(scripted.requests).toEqual([
    { method: "POST", url: "https://a.example/x", headers: [["Authorization", "Bearer sk-parity"]], body: "{}" },
  ]);
});

test("replies go in order, one with a match only to a URL that holds it", async () => {
  const scripted = hostOf([reply("token", { match: "oauth" }), reply("one"), reply("two")]);
  expect(await bodyOf(scripted)).toEqual(["one"]);
  expect(await bodyOf(scripted, "https://oauth.example/token")).toEqual(["token"]);
  expect(scripted.unused()).toBe(1);
  expect(await bodyOf(scripted)).toEqual(["two"]);
  expect(await bodyOf(scripted)).toEqual(["reset"]);
  expect(scripted.missing()).toBe(1);
});

test.each([
  [1, ["a", "b", "c", "d", "e"]],
  [2, ["ab", "cd", "e"]],
  [7, ["abcde"]],
  [Number.POSITIVE_INFINITY, ["abcde"]],
] as const)("bodies are cut in pieces of %s bytes", async (cut, pieces) => {
  expect(await bodyOf(hostOf([reply("abcde")], cut))).toEqual(pieces);
  expect(await bodyOf(hostOf([reply("")], cut))).toEqual([]);
});

test("an httpx error is a transport failure of its kind", async () => {
  const scripted = hostOf([{ reply: "failure", fail: "ReadTimeout" }]);
  const sent = await scripted.host.send(plan("https://a.example"));
  expect(sent).toEqual({ sent: false, failure: { kind: "read_timeout", message: "ReadTimeout" } });
});

test("a redirect to another origin is followed as a GET without credentials", async () => {
  const moved: ScriptedReply = {
    reply: "answer",
    status: 302,
    headers: [["Location", "https://b.example/y"]],
    pieces: [],
  };
  const scripted = hostOf([moved, reply("there")]);
  expect(await bodyOf(scripted)).toEqual(["there"]);
  expect(scripted.requests[1]).toEqual({ method: "GET", url: "https://b.example/y", headers: [], body: "" });
});

test("a redirect that keeps the method and the origin keeps body and credentials", async () => {
  const moved: ScriptedReply = { reply: "answer", status: 307, headers: [["location", "/y"]], pieces: [] };
  const scripted = hostOf([moved, reply("there")]);
  await bodyOf(scripted);
  expect(scripted.requests[1]).toEqual({ ...scripted.requests[0], url: "https://a.example/y" });
});

test("secrets come from the environment, the first name that is set", async () => {
  const { host } = hostOf([]);
  const answer = await host.supply({ need: "secret", names: ["AZURE_KEY", "MISTRAL_API_KEY"] });
  expect(answer).toMatchObject({ supplied: true, value: { name: "MISTRAL_API_KEY" } });
  expect(await host.supply({ need: "secret", names: ["OTHER"] })).toEqual({ supplied: true, value: undefined });
});

test("time stands still, waits are noted, seeds differ", async () => {
  const { host, waits } = hostOf([]);
  await host.wait(1500);
  expect(waits).toEqual([1500]);
  expect(host.now()).toBe(1_700_000_000_000);
  expect(host.id()).not.toBe(host.id());
});
