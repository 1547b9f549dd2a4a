import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { laneOf, OPENAI } from "../test/lanes.ts";
import { MASTER_KEY } from "../test/running.ts";

function clientOf(url: string): OpenAI {
  return new OpenAI({ apiKey: MASTER_KEY, baseURL: `${url}/v1`, maxRetries: 0 });
}

describe("the openai client", () => {
  it("lists the models and reads one", async () => {
    const { gateway } = await laneOf(OPENAI);
    const { models } = clientOf(gateway.url);
    const ids: string[] = [];
    for await (const { id, object } of models.list()) ids.push(`${object} ${id}`);
    expect(ids).toEqual(["model fast"]);
    expect(await models.retrieve("fast")).toMatchObject({ id: "fast", object: "model" });
    await expect(models.retrieve("nobody")).rejects.toBeInstanceOf(OpenAI.NotFoundError);
  });

  it.each([undefined, "float", "base64"] as const)("reads embeddings (encoding_format: %s)", async (format) => {
    const { gateway } = await laneOf(OPENAI);
    const asked = { model: "fast", input: ["one", "two"], ...(format && { encoding_format: format }) };
    const { data, usage } = await clientOf(gateway.url).embeddings.create(asked);
    const expected = format === "base64" ? "AACAPgAAAL8AAAA+" : [0.25, -0.5, 0.125];
    expect(data.map(({ embedding }) => embedding)).toEqual([expected, expected]);
    expect(usage).toMatchObject({ prompt_tokens: 5, total_tokens: 5 });
  });
});
