import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { ANTHROPIC, CITY, laneOf, OPENAI } from "../test/lanes.ts";
import { MASTER_KEY } from "../test/running.ts";

type Responses = OpenAI["responses"];

const ASK = { model: "fast", input: "How are you?" };
const WEATHER = {
  type: "function",
  name: "weather",
  description: "Degrees in a town.",
  parameters: CITY,
  strict: false,
} as const;

function responsesOf(url: string): Responses {
  return new OpenAI({ apiKey: MASTER_KEY, baseURL: `${url}/v1`, maxRetries: 0 }).responses;
}

const TOLD = [
  { ...OPENAI, told: "gpt-4o-mini-2024-07-18" },
  { ...ANTHROPIC, told: "claude-sonnet-4-5-20250929" },
];

describe.each(TOLD)("the openai client's responses over $lane", ({ told, ...kind }) => {
  it("are read whole", async () => {
    const { gateway } = await laneOf(kind);
    const response = await responsesOf(gateway.url).create(ASK);
    expect(response).toMatchObject({ object: "response", model: "fast", status: "completed" });
    expect(response.output_text).toBe("Hello there, caller!");
    expect(response.usage).toMatchObject({ input_tokens: 19, output_tokens: 10, total_tokens: 29 });
  });

  it("are followed as a stream with the helper", async () => {
    const { gateway } = await laneOf(kind);
    const stream = responsesOf(gateway.url).stream(ASK);
    const deltas: string[] = [];
    stream.on("response.output_text.delta", ({ delta }) => void deltas.push(delta));
    const response = await stream.finalResponse();
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join("")).toBe("Hello there, caller!");
    expect(response).toMatchObject({ status: "completed", output_text: "Hello there, caller!" });
    // Within a stream LiteLLM names the model beside the response; the response keeps the provider's name of it.
    expect(response.model).toBe(told);
    expect(response.usage).toMatchObject({ input_tokens: 19, output_tokens: 10 });
  });

  it.each([false, true])("call a tool and take its result (streamed: %s)", async (isStreamed) => {
    const { gateway, provider } = await laneOf(kind);
    const responses = responsesOf(gateway.url);
    const say = (input: OpenAI.Responses.ResponseInput): Promise<OpenAI.Responses.Response> => {
      const asked = { model: "fast", input, tools: [WEATHER] };
      return isStreamed ? responses.stream(asked).finalResponse() : responses.create(asked);
    };
    const question = { role: "user" as const, content: "How warm is it?" };
    const first = await say([question]);
    const call = first.output.find((item) => item.type === "function_call");
    expect(call).toMatchObject({ name: "weather", status: "completed" });
    expect(JSON.parse(call?.arguments ?? "")).toEqual({ city: "Ulm" });
    const result = { type: "function_call_output" as const, call_id: call?.call_id ?? "", output: "18 degrees in Ulm" };
    const second = await say([question, ...first.output.filter((item) => item.type === "function_call"), result]);
    expect(second.output_text).toBe("It is 18 degrees in Ulm.");
    expect(provider.asked[1]?.text).toContain("18 degrees in Ulm");
  });

  it.each([
    [400, OpenAI.BadRequestError],
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
  ] as const)("throw the client's own class for a provider's %i, whole and streamed", async (status, expected) => {
    const { gateway } = await laneOf(kind);
    for (const stream of [false, true]) {
      const failed = await responsesOf(gateway.url)
        .create({ ...ASK, input: `fail ${status}`, stream })
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(failed).toBeInstanceOf(expected);
      expect(failed).toMatchObject({ status });
    }
  });
});

describe("the openai client's stored responses", () => {
  it("are read, cancelled and deleted under the id that creating told", async () => {
    const { gateway, provider } = await laneOf(OPENAI);
    const responses = responsesOf(gateway.url);
    const { id } = await responses.create(ASK);
    expect(await responses.retrieve(id)).toMatchObject({ id, object: "response", output_text: "Hello there, caller!" });
    expect(await responses.cancel(id)).toMatchObject({ object: "response", status: "cancelled" });
    await expect(responses.delete(id)).resolves.not.toThrow();
    const [, ...later] = provider.asked.map(({ method, path }) => `${method} ${path}`);
    expect(later).toEqual([
      expect.stringMatching(/^GET \/v1\/responses\/resp_68af/),
      expect.stringMatching(/^POST \/v1\/responses\/resp_68af\w+\/cancel$/),
      expect.stringMatching(/^DELETE \/v1\/responses\/resp_68af/),
    ]);
  });

  it("go on from a former one", async () => {
    const { gateway, provider } = await laneOf(OPENAI);
    const responses = responsesOf(gateway.url);
    const { id } = await responses.create(ASK);
    await responses.create({ ...ASK, previous_response_id: id });
    expect(provider.asked[1]?.text).toMatch(/"previous_response_id": ?"resp_68af4030592c81938ec0a5fbab4a3e9f/);
  });

  it("are not found where the provider has none", async () => {
    const { gateway } = await laneOf(OPENAI);
    const { id } = await responsesOf(gateway.url).create(ASK);
    const failed = await responsesOf(gateway.url)
      .retrieve(`${id}x`)
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OpenAI.APIError);
  });
});
