import type { Fault } from "@lintel/core";
import { expect, it } from "vitest";
import { responsesFraming } from "./responses-framing.ts";

function told(fault: Pick<Fault, "provider" | "body">): unknown {
  const message = "litellm.InternalServerError: SomeError - Overloaded";
  const frames = responsesFraming("mine").failed({
    origin: "provider",
    kind: "InternalServerError",
    status: 500,
    message,
    ...fault,
  });
  const [, data = ""] = /^data: (.*)$/m.exec(frames) ?? [];
  return JSON.parse(data).response.error;
}

it("tells the failure of a response in its provider's words, and of one that another route serves in LiteLLM's", () => {
  const body = { message: "Overloaded", type: "overloaded_error" };
  expect(told({ provider: "openai", body })).toEqual({ code: "server_error", message: "Overloaded" });
  expect(told({ provider: "anthropic", body })).toEqual({
    code: "server_error",
    message: "litellm.InternalServerError: SomeError - Overloaded",
  });
});
