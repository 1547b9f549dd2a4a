import { describe, expect, it } from "vitest";
import { CHAT, faulty } from "../test/fault-lanes.ts";
import { rawClient, requestText } from "../test/raw-client.ts";
import { rawUpstream, whole } from "../test/raw-upstream.ts";
import { MASTER_KEY } from "../test/running.ts";

const BODY = JSON.stringify(CHAT.body);
const LENGTH = `content-length: ${BODY.length}`;
const CHUNKED = "transfer-encoding: chunked";
const CHUNK = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;

const HIDDEN = `POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer ${MASTER_KEY}\r\n${LENGTH}\r\n\r\n${BODY}`;

function request(headers: readonly string[], body: string): string {
  return requestText(CHAT.path, { headers, body });
}

const SMUGGLED: readonly (readonly [attempt: string, text: string])[] = [
  ["a length beside chunks", request([LENGTH, CHUNKED], CHUNK + HIDDEN)],
  ["chunks beside a length", request([CHUNKED, LENGTH], CHUNK + HIDDEN)],
  ["two lengths that differ", request([LENGTH, "content-length: 0"], BODY + HIDDEN)],
  ["one length twice", request([LENGTH, LENGTH], BODY + HIDDEN)],
  ["two lengths in one line", request([`${LENGTH}, ${BODY.length}`], BODY + HIDDEN)],
  ["a length with a sign", request([LENGTH.replace(": ", ": +")], BODY + HIDDEN)],
  ["a length in hexadecimal", request(["content-length: 0x10"], BODY + HIDDEN)],
  ["a negative length", request(["content-length: -1"], BODY + HIDDEN)],
  ["a length with a space before its colon", request([LENGTH.replace(":", " :")], BODY + HIDDEN)],
  ["a coding that nobody knows", request(["transfer-encoding: cow"], BODY + HIDDEN)],
  ["chunks that are not the last coding", request(["transfer-encoding: chunked, identity"], CHUNK + HIDDEN)],
  ["chunks twice", request([CHUNKED, CHUNKED], CHUNK + HIDDEN)],
  ["a coding with a control character", request(["transfer-encoding: \x0bchunked"], CHUNK + HIDDEN)],
  ["a header folded over two lines", request(["x-folded: one\r\n two", LENGTH], BODY + HIDDEN)],
  ["a coding folded over two lines", request(["transfer-encoding:\r\n chunked"], CHUNK + HIDDEN)],
  ["a NUL in a header", request(["x-nul: a\x00b", LENGTH], BODY + HIDDEN)],
  ["a carriage return in a header", request(["x-return: a\rb", LENGTH], BODY + HIDDEN)],
  ["lines that end with a bare line feed", request([LENGTH], BODY + HIDDEN).replaceAll("\r\n", "\n")],
  ["a bare line feed within the head", request([`x-feed: a\n${CHUNKED}`, LENGTH], BODY + HIDDEN)],
  ["a space within a header's name", request(["x spaced: a", LENGTH], BODY + HIDDEN)],
  ["a header without a name", request([": a", LENGTH], BODY + HIDDEN)],
  ["a coding beside chunks", request(["transfer-encoding: gzip, chunked"], CHUNK + HIDDEN)],
  ["two hosts", request(["host: other", LENGTH], BODY + HIDDEN)],
  ["one host twice", request(["host: gateway", LENGTH], BODY + HIDDEN)],
  ["no version", "GET /v1/models\r\n\r\n"],
  ["no host", request([LENGTH], BODY + HIDDEN).replace("host: gateway\r\n", "")],
  ["another protocol", request([LENGTH], BODY + HIDDEN).replace("HTTP/1.1", "HTTP/1.2")],
  ["a chunk whose size is too large", request([CHUNKED], `fffffffffffffffff\r\n${BODY}\r\n0\r\n\r\n${HIDDEN}`)],
  ["a chunk whose size has a sign", request([CHUNKED], `+${CHUNK}${HIDDEN}`)],
  ["a chunk whose size is none", request([CHUNKED], `zz\r\n${BODY}\r\n0\r\n\r\n${HIDDEN}`)],
  ["a chunk that is longer than its size", request([CHUNKED], `1\r\n${BODY}\r\n0\r\n\r\n${HIDDEN}`)],
  ["a chunk that ends with a bare line feed", request([CHUNKED], CHUNK.replace("}\r\n", "}\n") + HIDDEN)],
  ["an extension with a bare line feed", request([CHUNKED], `5;a\n${HIDDEN}`)],
  ["an extension with a bare carriage return", request([CHUNKED], `5;a\r${HIDDEN}`)],
  ["a head that is too large", request([`x-large: ${"a".repeat(70_000)}`, LENGTH], BODY + HIDDEN)],
];

const REPLY = whole(
  "200 OK",
  "application/json",
  '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[]}',
);

describe("a request that two readers could read differently", () => {
  it.each(SMUGGLED)("by %s is refused, its connection closed, nothing behind it seen upstream", async (_, text) => {
    const { url, requests } = await rawUpstream((socket) => socket.write(REPLY));
    const { gateway } = await faulty(CHAT, url);
    const { closed } = await rawClient(gateway.port, text);
    const answered = await closed;
    expect(answered).toMatch(/^HTTP\/1\.1 (400 Bad Request|431 Request Header Fields Too Large)\r\n/);
    expect(answered.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(requests).toHaveLength(0);
  });
});

describe("two requests in a row", () => {
  it("are both answered, in their order, where the first is plain", async () => {
    const { url, requests } = await rawUpstream((socket) => socket.write(REPLY));
    const { gateway } = await faulty(CHAT, url);
    const last = request([LENGTH, "connection: close"], BODY);
    const { closed } = await rawClient(gateway.port, request([LENGTH], BODY) + last);
    expect((await closed).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(requests).toHaveLength(2);
  });

  it("are one where the first is refused before its body is read", async () => {
    const { url, requests } = await rawUpstream((socket) => socket.write(REPLY));
    const { gateway } = await faulty(CHAT, url);
    const unknown = request([`content-length: ${HIDDEN.length}`], HIDDEN).replace(MASTER_KEY, "sk-wrong");
    const { closed } = await rawClient(gateway.port, unknown + HIDDEN);
    const answered = await closed;
    expect(answered).toMatch(/^HTTP\/1\.1 40[01] /);
    expect(answered.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(requests).toHaveLength(0);
  });
});

describe("a path", () => {
  it.each([
    ["slashes before a name and one behind it", `${"/".repeat(60_000)}a/`],
    ["slashes behind a name", `/v1/models${"/".repeat(60_000)}`],
    ["slashes alone", "/".repeat(60_000)],
    ["beginnings of a route", "/engines/a/chat".repeat(4000)],
  ])("of %s holds nobody up", async (_, path) => {
    const { gateway } = await faulty(CHAT, "http://127.0.0.1:1");
    const before = process.cpuUsage();
    const { closed } = await rawClient(
      gateway.port,
      `GET ${path} HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n`,
    );
    expect(await closed).toMatch(/^HTTP\/1\.1 (307|404) /);
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });
});
