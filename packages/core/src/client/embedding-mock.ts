import { isArray, type Json, type JsonObject } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import type { Answering, Refusal } from "./front.ts";
import { type Blamed, refuse, refuseRaised } from "./refuse.ts";

const USAGE: JsonObject = {
  completion_tokens: 0,
  prompt_tokens: 10,
  total_tokens: 0,
  completion_tokens_details: null,
  prompt_tokens_details: null,
};

/** LiteLLM's `mock_embedding`: one embedding that the call names itself, or the failure that it asks for. */
export function mockEmbedding(mock: Json, { model, blamed }: { model: string; blamed: Blamed }): Answering | Refusal {
  if (mock === "error") return refuseRaised("Mock error", blamed);
  if (typeof mock !== "string" && !isArray(mock)) {
    const text = `mock_response must be a list of numbers or a text, not ${pythonType(mock)}`;
    return refuse("BadRequestError", text, { model: blamed.model, provider: blamed.provider, param: "mock_response" });
  }
  const data = [{ embedding: mock, index: 0, object: "embedding" }];
  return {
    read: "answer",
    afterMs: 0,
    losses: [],
    named: { provider: blamed.provider, model },
    answer: () => ({ answer: "value", value: { model, data, object: "list", usage: USAGE } }),
  };
}
