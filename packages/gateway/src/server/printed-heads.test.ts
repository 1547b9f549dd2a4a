import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { rawClient } from "../test/raw-client.ts";
import { listen } from "./node-server.ts";
import { printedHeads } from "./printed-heads.ts";

const KEEP_ALIVE_MS = 75_000;

interface Answer {
  readonly headers: readonly string[];
  readonly pieces: readonly (string | Uint8Array)[];
}

const FIRST_LINES = ["GET / HTTP/1.1", "HEAD / HTTP/1.1", "GET / HTTP/1.0\r\nconnection: keep-alive", "GET / HTTP/1.0"];

const names = fc.constantFrom("x-one", "x-two", "content-type", "vary", "keep-alive", "date");
const values = fc.constantFrom("plain", "", "a\tb", "caf\u{e9}", "frame-ancestors 'none'");
const headers = fc.oneof({ weight: 9, arbitrary: fc.tuple(names, values) }, fc.constant(["connection", "close"]));
const texts = fc.constantFrom("", "told", "caf\u{e9} \u{1f9f1}", "x".repeat(20_000));
const pieces = fc.array(texts, { maxLength: 3 });

const asBytes = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });

const answers = fc.record({ pieces, asBytes, more: fc.array(headers), isWhole: fc.boolean() }).map(
  ({ pieces: told, asBytes: areBytes, more, isWhole }): Answer => ({
    headers: [...(isWhole ? ["content-length", String(Buffer.byteLength(told.join("")))] : []), ...more.flat()],
    pieces: isWhole ? [told.join("")] : told.map((text, at) => (areBytes[at] ? Buffer.from(text) : text)),
  }),
);

function staysOpen({ headers: told }: Answer, first: string): boolean {
  if (told.includes("close")) return false;
  return first.includes("HTTP/1.1") || (first.includes("keep-alive") && told[0] === "content-length");
}

/** The chunks at the beginning of a text as one, and what stands behind their end. */
function unchunked(text: string): readonly [body: string, rest: string] {
  let body = "";
  let at = 0;
  for (;;) {
    const end = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, end), 16);
    const data = end + 2;
    if (end === -1 || !text.startsWith("\r\n", data + size)) throw new Error(`no chunk: ${text.slice(at, at + 40)}`);
    at = data + size + 2;
    if (size === 0) return [body, text.slice(at)];
    body += text.slice(data, data + size);
  }
}

/** Answers with each body in one chunk: from Node.js 26 on pieces that are written at once are one. */
function inOneChunk(text: string): string {
  const end = text.indexOf("\r\n\r\n") + 4;
  const [head, behind] = [text.slice(0, end), text.slice(end)];
  if (end < 4 || !/^transfer-encoding: chunked\r$/im.test(head)) return text;
  const [body, rest] = behind === "" || behind.startsWith("HTTP/1.1 ") ? ["", behind] : unchunked(behind);
  return `${head}${body}\r\n${inOneChunk(rest)}`;
}

const LAST = "GET / HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n";

/** The bytes of an answer, and where the connection stays open those of another behind it, after which it ends. */
async function bytesOf(port: number, { answer, first }: { answer: Answer; first: string }): Promise<string> {
  const client = await rawClient(port, `${first}\r\nhost: gateway\r\n\r\n${staysOpen(answer, first) ? LAST : ""}`);
  return inOneChunk(await client.closed).replace(/^Date: .*$/gm, "Date: now");
}

it.each([KEEP_ALIVE_MS, 500, 0])(
  "heads are printed as Node.js prints them, whatever they tell and whoever asks: idle connections end after %d ms",
  async (keepAliveMs) => {
    let answer: Answer = { headers: [], pieces: [] };
    const own = await listen(
      {
        admit: () => ({ limit: 1024 }),
        refuse: (_, reply) => reply.abort(),
        serve(_admitted, _body, reply) {
          reply.head(200, answer.headers);
          for (const piece of answer.pieces.slice(0, -1)) reply.write(piece);
          reply.end(answer.pieces.at(-1));
        },
      },
      { port: 0, host: "127.0.0.1", keepAliveMs },
    );
    const reference = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
      request.resume();
      response.writeHead(200, [...answer.headers]);
      // As bytes: Node.js would send the head in the encoding of a text behind it.
      for (const piece of answer.pieces) response.write(Buffer.from(piece));
      response.end();
    });
    await new Promise<void>((resolve) => {
      reference.listen(0, "127.0.0.1", resolve);
    });
    onTestFinished(async () => {
      reference.close();
      await own.close(0);
    });
    const { port } = reference.address() as AddressInfo;
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom(...FIRST_LINES), async (told, first) => {
        answer = told;
        expect(await bytesOf(own.port, { answer, first })).toBe(await bytesOf(port, { answer, first }));
      }),
      { numRuns: 150 },
    );
  },
);

it("a head that Node.js no longer takes is left to it", () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.shouldKeepAlive = true;
  Object.defineProperty(response, "headersSent", { value: false });
  expect(printedHeads(KEEP_ALIVE_MS).give(response, ["content-length", "2"])).toBeUndefined();
});

it("a head whose values would begin another line is left to Node.js, which refuses it", () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  response.shouldKeepAlive = true;
  const { give } = printedHeads(KEEP_ALIVE_MS);
  expect(give(response, ["content-length", "2", "x-one", "told\r\nx-two: made up"])).toBeUndefined();
  expect(give(response, ["content-length", "2", "x-one\r\nx-two", "made up"])).toBeUndefined();
  expect(give(response, ["content-length", "2", "x-one", "told"])).toBe("identity");
});

function printed(response: ServerResponse): string {
  const { _header: head } = response as ServerResponse & { readonly _header: string };
  return head.replace(/^Date: .*$/m, "Date: now");
}

it("what is told once, told anew, or told between others of as many names is printed as it is told", () => {
  const { give } = printedHeads(KEEP_ALIVE_MS);
  const names = ["x-one", "x-two", "x-three"];
  const value = fc.constantFrom("1", "2", "told", "");
  const head = fc.tuple(fc.constantFrom(0, 1, 2), fc.array(value, { minLength: 3, maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(head, { maxLength: 120 }), (heads) => {
      for (const [turn, told] of heads) {
        const turned = [...names.slice(turn), ...names.slice(0, turn)];
        const response = new ServerResponse(new IncomingMessage(new Socket()));
        response.shouldKeepAlive = true;
        expect(give(response, ["content-length", "2", ...turned.flatMap((name, at) => [name, told[at] ?? ""])])).toBe(
          "identity",
        );
        const lines = turned.map((name, at) => `${name}: ${told[at]}\r\n`).join("");
        expect(printed(response)).toContain(`HTTP/1.1 200 OK\r\ncontent-length: 2\r\n${lines}Date: now\r\n`);
      }
    }),
  );
});

it("a value that changes and would begin another line is left to Node.js, and the next is printed", () => {
  const { give } = printedHeads(KEEP_ALIVE_MS);
  const asked = (value: string) => {
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    response.shouldKeepAlive = true;
    return give(response, ["content-length", "2", "x-one", value]) && printed(response);
  };
  const line = (value: string) => expect.stringContaining(`\r\nx-one: ${value}\r\n`);
  expect(["a", "b", "c\r\nx-two: made up", "d"].map(asked)).toEqual([line("a"), line("b"), undefined, line("d")]);
});
