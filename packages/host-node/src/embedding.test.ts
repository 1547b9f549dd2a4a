import { describe, expect, it } from "vitest";
import { json, lintel, provider } from "./test/provider.ts";

const answer = {
  object: "list",
  data: [{ object: "embedding", index: 0, embedding: [0.5, 1] }],
  model: "text-embedding-3-small",
  usage: { prompt_tokens: 2, total_tokens: 2 },
};

const asked = { model: "text-embedding-3-small", input: ["Hello"] } as const;

describe("embedding()", () => {
  it("answers with plain numbers, and tells what they have cost", async () => {
    const upstream = await provider(json(answer));
    const { data, receipt } = await lintel().embedding.withResponse({ ...asked, api_base: `${upstream.origin}/v1` });
    expect(data.data?.[0]?.embedding).toEqual([0.5, 1]);
    expect(data.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 0 });
    expect((await receipt())?.litellm).toBe(4e-8);
    const [request] = upstream.asked;
    expect(request?.path).toBe("/v1/embeddings");
    expect(request?.body).toBe('{"model":"text-embedding-3-small","input":["Hello"]}');
  });

  it("answers with the embedding that a call tells itself, and asks nobody", async () => {
    const upstream = await provider(json(answer));
    const call = { ...asked, api_base: upstream.origin };
    const { data, receipt } = await lintel().embedding.withResponse({ ...call, mock_response: [0.25, -1] });
    expect(data.data).toEqual([{ embedding: [0.25, -1], index: 0, object: "embedding" }]);
    expect((await receipt())?.litellm).toBe(2e-7);
    await expect(lintel().embedding({ ...call, mock_response: "error" })).rejects.toThrow("Mock error");
    const wrong = lintel().embedding({ ...call, mock_response: 5 as never });
    await expect(wrong).rejects.toMatchObject({
      status: 400,
      param: "mock_response",
      message: expect.stringContaining("not int"),
    });
    expect(upstream.asked).toEqual([]);
  });

  it("refuses a length that the model does not let one choose", async () => {
    const upstream = await provider(json(answer));
    const call = { input: "Hello", model: "text-embedding-ada-002", dimensions: 4, api_base: upstream.origin };
    await expect(lintel().embedding(call)).rejects.toThrow("Setting dimensions is not supported");
    const { losses } = await lintel().embedding.withResponse({ ...call, drop_params: true });
    expect(losses).toMatchObject([{ pointer: "/dimensions", action: "dropped" }]);
  });
});
