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
});
