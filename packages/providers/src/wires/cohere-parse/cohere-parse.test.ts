import fc from "fast-check";
import { expect, test } from "vitest";
import { answerOf, ask, faultOf, type Played } from "../../ocr/test/scripted.ts";
import { azureCohere } from "../../vendors/azure-ai/cohere.ts";
import { azureMistral } from "../../vendors/azure-ai/mistral.ts";
import { cohere } from "../../vendors/cohere.ts";

const IMAGE = { type: "image_url", image_url: "https://img.example/a.png" };
const CALL = { model: "cohere/parse", api_key: "k", document: IMAGE };
const parsed: Played = {
  json: { id: "x", pages: [{ markdown: { content: "a", images: [{ id: "i", bounding_box: { x: 1 } }] }, width: 5 }] },
};

test("an image goes by its address, the format is markdown unless told, and boxes have LiteLLM's name too", async () => {
  const seen = await ask([cohere], CALL, { replies: [parsed] });
  expect(seen.sent[0]?.text).toBe(
    '{"model":"parse","document":{"type":"image_url","image_url":"https://img.example/a.png"},"output_format":"markdown"}',
  );
  expect(answerOf(seen)).toMatchObject({
    pages: [{ index: 0, markdown: "a", images: [{ bbox: { x: 1 }, bounding_box: { x: 1 } }] }],
    usage_info: { pages_processed: 1 },
  });
  expect(seen.losses.map(({ pointer }) => pointer)).toEqual(["/pages/0/width", "/id"]);
});

test("at a vendor that cannot fetch, the host fetches the image, and only what is base64 is inlined", async () => {
  const call = { model: "azure_ai/cohere-parse", api_key: "k", api_base: "https://az.example/models" };
  const seen = await ask([azureMistral, azureCohere], { ...call, document: IMAGE }, { replies: [parsed] });
  expect(seen.sent[0]).toMatchObject({ url: "https://az.example/providers/cohere/v2/parse" });
  expect(JSON.parse(seen.sent[0]?.text ?? "").document.image_url).toBe("data:image/png;base64,AQID");
  const document = { type: "image_url", image_url: "data:image/svg+xml,<svg/>" };
  const plain = await ask([azureCohere], { ...call, document }, { replies: [parsed] });
  expect(plain.needs).toContainEqual(expect.objectContaining({ need: "bytes" }));
});

test("a document that is no image is refused before anything is fetched or sent", async () => {
  for (const document of [
    { type: "document_url", document_url: "https://doc.example/a.pdf" },
    { type: "image_url", image_url: "data:application/pdf;base64,AQID" },
  ]) {
    const seen = await ask([cohere], { ...CALL, document });
    expect(faultOf(seen)).toMatchObject({ kind: "BadRequestError", status: 400, provider: "cohere", model: "parse" });
    expect([seen.sent, seen.needs.some(({ need }) => need === "bytes")]).toEqual([[], false]);
  }
});

test("any reply gives a value or a fault, never a throw", async () => {
  const bodies = fc.oneof(
    fc.json(),
    fc.json().map((it) => `{"pages":[${it}]}`),
    fc.json().map((it) => `{"pages":[{"markdown":{"images":[${it}]}}],"meta":${it}}`),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (text) => {
      const { outcome } = await ask([cohere], CALL, { replies: [{ text }] });
      if (outcome.outcome === "fault") expect(outcome.fault.message).not.toContain("threw");
    }),
    { numRuns: 400 },
  );
});
