import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOf, ask, faultOf, type Played } from "../../ocr/test/scripted.ts";
import { reducto, reductoLegacy } from "../../vendors/reducto.ts";

const ADAPTERS = [reducto, reductoLegacy];
const DATA = "data:application/pdf;base64,AQID";
const CALL = { model: "reducto/parse-v3", api_key: "k", document: { type: "document_url", document_url: DATA } };
const uploaded: Played = { json: { file_id: "reducto://f" } };
const parsed: Played = {
  json: {
    job_id: "j",
    usage: { num_pages: 1, credits: 2 },
    result: {
      chunks: [
        {
          blocks: [
            { bbox: { page: 3 }, content: "a" },
            { bbox: { page: 3 }, content: "b" },
          ],
        },
      ],
    },
  },
};

function send(replies: readonly Played[], more: object = {}) {
  return ask(ADAPTERS, { ...CALL, ...more }, { replies });
}

describe("a document", () => {
  test("is uploaded as one part, and parsed by the id it was given", async () => {
    const seen = await send([uploaded, parsed], { settings: { ocr: 1 }, timeout: 5, extra_headers: { "X-A": "1" } });
    expect(seen.sent[0]?.plan.body).toEqual({
      body: "multipart",
      parts: [{ name: "file", filename: "document", mediaType: "application/pdf", content: Uint8Array.of(1, 2, 3) }],
    });
    expect(seen.sent[0]?.headers).toEqual({ Authorization: "Bearer k" });
    expect(seen.sent[0]?.plan.timeouts).toEqual({ firstByteMs: 6_000_000, idleMs: 6_000_000 });
    expect(seen.sent[1]).toMatchObject({
      url: "https://platform.reducto.ai/parse",
      headers: { Authorization: "Bearer k", "Content-Type": "application/json", "X-A": "1" },
      text: '{"input":"reducto://f","settings":{"ocr":1}}',
    });
    expect(answerOf(seen)).toMatchObject({
      pages: [{ index: 2, markdown: "a\n\nb" }],
      usage_info: { pages_processed: 1 },
    });
    expect(seen.losses).toEqual([expect.objectContaining({ pointer: "/job_id", action: "dropped" })]);
  });

  test("that is uploaded already is only parsed", async () => {
    const document = { type: "document_url", document_url: "reducto://mine" };
    const seen = await send([parsed], { document, model: "reducto/parse-legacy", enhance: { agentic: [] } });
    expect(seen.sent.map(({ text }) => text)).toEqual([
      '{"document_url":"reducto://mine","options":{"enhance":{"agentic":[]}}}',
    ]);
  });

  test("with an address alone is refused, and fetched by nobody", async () => {
    const document = { type: "document_url", document_url: "https://doc.example/a.pdf" };
    const seen = await send([], { document });
    expect(faultOf(seen)).toMatchObject({ kind: "BadRequestError", origin: "caller" });
    expect([seen.sent, seen.needs.filter(({ need }) => need === "bytes")]).toEqual([[], []]);
  });
});

describe("an upload", () => {
  test("that met nobody is sent once more with its file", async () => {
    const seen = await send([{ fail: "refused" }, uploaded, parsed]);
    expect(seen.sent[1]).toEqual(seen.sent[0]);
    expect(answerOf(seen)).toMatchObject({ object: "ocr" });
    const failing = await send([{ fail: "refused" }, { fail: "refused" }, uploaded]);
    expect(faultOf(failing).message).toBe("litellm.APIConnectionError: ReductoException - cut");
    expect(failing.sent).toHaveLength(2);
  });

  test("that is refused, lost or gives no id is never followed by the parse", async () => {
    for (const reply of [
      { status: 413, json: {} },
      { fail: "reset" },
      { fail: "read_timeout" },
      { json: {} },
      { text: "x" },
    ] as const) {
      const seen = await send([reply, parsed]);
      expect(seen.outcome.outcome).toBe("fault");
      expect(seen.sent).toHaveLength(1);
    }
  });
});

test("a parse that met nobody is sent once more without another upload", async () => {
  const seen = await send([uploaded, { fail: "refused" }, parsed]);
  expect(seen.sent.map(({ url }) => url.split("/").at(-1))).toEqual(["upload", "parse", "parse"]);
  expect(answerOf(seen)).toMatchObject({ object: "ocr" });
});

test("an error told with success is a fault", async () => {
  expect(faultOf(await send([uploaded, { json: { detail: "no credits" } }]))).toMatchObject({
    kind: "BadGatewayError",
    status: 502,
  });
});

test("any result gives pages or a fault, never a throw", async () => {
  const document = { type: "document_url", document_url: "reducto://mine" };
  const results = fc.oneof(
    fc.json(),
    fc.json().map((it) => `{"result":${it}}`),
    fc.json().map((it) => `{"result":{"chunks":[{"content":"x","blocks":[${it}]}]}}`),
    fc.json().map((it) => `{"result":{"chunks":[{"blocks":[{"bbox":{"page":${it}},"content":"x"}]}]}}`),
  );
  await fc.assert(
    fc.asyncProperty(results, async (text) => {
      const { outcome } = await send([{ text }], { document });
      if (outcome.outcome === "fault") expect(outcome.fault.message).not.toContain("threw");
    }),
    { numRuns: 500 },
  );
});
