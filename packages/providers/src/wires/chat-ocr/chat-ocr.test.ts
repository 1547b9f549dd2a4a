import fc from "fast-check";
import { expect, test } from "vitest";
import { answerOf, ask, faultOf } from "../../ocr/test/scripted.ts";
import { vertexDeepseek } from "../../vendors/vertex-ai/deepseek.ts";
import { vertexMistral } from "../../vendors/vertex-ai/mistral.ts";

const CALL = {
  model: "vertex_ai/deepseek-ocr-maas",
  vertex_project: "p",
  document: { type: "document_url", document_url: "gs://bucket/a.pdf" },
};

function replied(content: unknown, usage: unknown = { total_tokens: 3 }) {
  return { json: { choices: [{ message: { content } }], usage } };
}

function send(content: unknown, more: object = {}) {
  return ask([vertexMistral, vertexDeepseek], { ...CALL, ...more }, { replies: [replied(content)] });
}

test("a document goes as an image of one message, by its address, with Google's token", async () => {
  const seen = await send("# a", { temperature: 0 });
  expect(seen.sent[0]).toMatchObject({
    url: "https://aiplatform.googleapis.com/v1/projects/p/locations/us-central1/endpoints/openapi/chat/completions",
    headers: { Authorization: "Bearer google-token", "Content-Type": "application/json" },
    text: '{"model":"deepseek-ai/deepseek-ocr-maas","messages":[{"role":"user","content":[{"type":"image_url","image_url":"gs://bucket/a.pdf"}]}]}',
  });
  expect(seen.needs).toEqual([
    { need: "token", issuer: "google", scope: "https://www.googleapis.com/auth/cloud-platform", credentials: {} },
  ]);
  expect(seen.losses).toContainEqual(expect.objectContaining({ pointer: "/temperature", action: "dropped" }));
  expect(answerOf(seen)).toMatchObject({
    pages: [{ index: 0, markdown: "# a" }],
    model: "deepseek-ocr-maas",
    usage_info: { pages_processed: null, total_tokens: 3 },
  });
});

test("what the model writes as JSON is read as an answer, what it adds is reported", async () => {
  const seen = await send('{"pages":[{"index":4,"markdown":"x","score":1}],"note":"y"}');
  expect(answerOf(seen)).toMatchObject({ pages: [{ index: 4, markdown: "x" }], usage_info: null });
  expect(seen.losses.map(({ pointer }) => pointer)).toEqual(["/usage", "/note", "/pages/0/score"]);
  expect(answerOf(await send('{"pages":[{"index":4'))).toMatchObject({ pages: [{ markdown: '{"pages":[{"index":4' }] });
});

test("an answer without a word is a fault", async () => {
  for (const content of ["", null, 0]) expect(faultOf(await send(content)).message).toContain("No content");
  const empty = await ask([vertexDeepseek], CALL, { replies: [{ json: { choices: [] } }] });
  expect(faultOf(empty).message).toContain("No choices");
});

test("a call's own credentials go with the need, as slots", async () => {
  const credentials = { type: "service_account", private_key: "pem" };
  const seen = await send("x", { vertex_credentials: credentials, vertex_location: "eu" });
  expect(JSON.stringify(seen.needs)).toContain('"credentials":{"vertex_credentials":"***"}');
  expect(JSON.stringify([seen.sent.map(({ plan }) => plan), seen.needs])).not.toContain("pem");
});

test("any content gives a value or a fault, never a throw", async () => {
  const contents = fc.oneof(
    fc.jsonValue(),
    fc.json(),
    fc.json().map((it) => `{"pages":${it}}`),
    fc.json().map((it) => `{"pages":[${it}],"usage_info":${it}}`),
  );
  await fc.assert(
    fc.asyncProperty(contents, async (content) => {
      const { outcome } = await send(content);
      if (outcome.outcome === "fault") expect(outcome.fault.message).not.toContain("threw");
    }),
    { numRuns: 500 },
  );
});
