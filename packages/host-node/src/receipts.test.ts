import { describe, expect, it } from "vitest";
import { completionReply, events, json, lintel, ocrReply, provider, textChunks, usageChunk } from "./test/provider.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const model = "openai/gpt-4o-mini";
const document = { type: "document_url", document_url: "https://example.com/a.pdf" } as const;
/** 3 tokens in and 1 out, at 0.15 and 0.6 dollars a million. */
const PRICE = { litellm: 1.05e-6, total: "0.00000105", sides: { input: 4.5e-7, output: 6e-7 } };

async function read<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of stream) all.push(one);
  return all;
}

describe("the receipt of a call", () => {
  it("tells the price of a whole answer, line by line", async () => {
    const { origin } = await provider(json(completionReply));
    const { receipt } = await lintel().completion.withResponse({ model, messages, api_base: origin });
    const { lines, ...told } = await receipt();
    expect(told).toMatchObject({ ...PRICE, provider: "openai", rows: [{ key: "gpt-4o-mini-2024-07-18" }] });
    expect(lines).toEqual([
      {
        side: "input",
        bucket: "text",
        quantity: 3,
        rate: "0.00000015",
        field: "input_cost_per_token",
        amount: "0.00000045",
      },
      {
        side: "output",
        bucket: "text",
        quantity: 1,
        rate: "0.0000006",
        field: "output_cost_per_token",
        amount: "0.0000006",
      },
    ]);
  });

  it("tells the price of pages", async () => {
    const { origin } = await provider(json({ ...ocrReply, model: "mistral-ocr-latest" }));
    const { receipt } = await lintel().ocr.withResponse({
      model: "mistral/mistral-ocr-latest",
      document,
      api_base: origin,
    });
    expect(await receipt()).toMatchObject({
      total: expect.stringMatching(/^0\.00\d/),
      lines: [{ bucket: "pages", quantity: 1 }],
    });
  });

  it("of a stream is there when it has been read", async () => {
    const { origin } = await provider(events([...textChunks, usageChunk]));
    const asked = { model, messages, api_base: origin, stream: true, stream_options: { include_usage: true } } as const;
    const { data, receipt } = await lintel().completion.withResponse(asked);
    await expect(receipt()).rejects.toMatchObject({ message: expect.stringContaining("when it has ended") });
    const chunks = await read(data);
    expect(chunks.at(-1)?.usage).toMatchObject({ total_tokens: 4, cost: PRICE.litellm });
    expect(await receipt()).toMatchObject(PRICE);
    expect(await data.receipt()).toMatchObject(PRICE);
  });

  it("of a stream that was told no usage is counted when it is asked for", async () => {
    const { origin } = await provider(events(textChunks));
    const stream = await lintel().completion({ model, messages, api_base: origin, stream: true });
    await read(stream);
    expect(stream.usage).toBeUndefined();
    expect(await stream.receipt()).toMatchObject({ lines: [{ quantity: 8 }, { quantity: 1 }] });
  });

  it("is an error where nobody knows the model", async () => {
    const { origin } = await provider(json({ ...completionReply, model: "mine" }));
    const { receipt } = await lintel().completion.withResponse({ model: "openai/mine", messages, api_base: origin });
    await expect(receipt()).rejects.toMatchObject({ name: "ModelNotMappedError" });
  });
});
