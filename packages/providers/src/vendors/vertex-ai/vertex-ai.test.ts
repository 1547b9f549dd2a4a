import { registry } from "@lintel/core";
import { expect, test } from "vitest";
import { adapters } from "../../adapters.ts";
import { ask, faultOf } from "../../ocr/test/scripted.ts";
import { vertexDeepseek } from "./deepseek.ts";
import { vertexMistral } from "./mistral.ts";

const CALL = {
  model: "vertex_ai/mistral-ocr-2505",
  vertex_project: "p",
  document: { type: "image_url", image_url: "data:image/png;base64,AQID" },
};

async function urlOf(more: object): Promise<string | undefined> {
  const seen = await ask([vertexMistral], { ...CALL, ...more }, { replies: [{ json: {} }] });
  return seen.sent[0]?.url.split("/v1/")[0];
}

test("a model of DeepSeek's finds chat completions, any other Mistral's endpoint", () => {
  const { find } = registry(adapters);
  expect(find("ocr", "vertex_ai", "deepseek-ai/deepseek-ocr-maas")).toBe(vertexDeepseek);
  expect(find("ocr", "vertex_ai", "mistral-ocr-2505")).toBe(vertexMistral);
});

test("a location is part of the host, and nothing that could name another", async () => {
  expect(await urlOf({})).toBe("https://us-central1-aiplatform.googleapis.com");
  expect(await urlOf({ vertex_location: "global" })).toBe("https://aiplatform.googleapis.com");
  expect(await urlOf({ vertex_ai_location: "eu" })).toBe("https://aiplatform.eu.rep.googleapis.com");
  for (const vertex_location of ["evil.example/", "evil.example#", "a@evil.example", "US"]) {
    const seen = await ask([vertexMistral], { ...CALL, vertex_location });
    expect(faultOf(seen).message).toBe("litellm.APIConnectionError: Invalid vertex_location format");
    expect(seen.sent).toEqual([]);
  }
});

test("a key of the call's own is the bearer, and no token is asked for", async () => {
  const seen = await ask([vertexMistral], { ...CALL, api_key: "k" }, { replies: [{ json: {} }] });
  expect([seen.sent[0]?.headers.Authorization, seen.needs]).toEqual(["Bearer k", []]);
});
