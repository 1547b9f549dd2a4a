import type { Call } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { describe, expect, it } from "vitest";
import { anthropicWith } from "./anthropic.ts";

const KEY = new Secret("api_key", "sk-ant-key");
const OAUTH = new Secret("api_key", "sk-ant-oat01-x", "oauth");
const BEARER = new Secret("authorization", "Bearer sk-ant-oat01-x", "oauth");
const TOKEN = new Secret("ANTHROPIC_AUTH_TOKEN", "tok");

function headersOf(target: Partial<Call["target"]>, key: Secret | undefined) {
  const call: Call<"chat"> = {
    route: "chat",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    requestedModel: "anthropic/claude-sonnet-4-5",
    id: "00112233445566778899aabbccddeeff",
    now: 0,
    input: { messages: [{ role: "user", content: "Hi" }], params: {}, providerParams: {}, extra: {} },
    stream: false,
    target: { isDefault: true, headers: [], options: {}, base: "https://api.anthropic.com/v1/messages", ...target },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
  };
  const step = anthropicWith(() => undefined).prepare(call, { key, images: [] });
  return step.step === "send" ? Object.fromEntries(step.plan.headers) : { refused: step.step };
}

describe("how a call is let in", () => {
  it("is by key, unless the key is a subscriber's token", () => {
    expect(headersOf({}, KEY)["x-api-key"]).toBe(KEY);
    const headers = headersOf({ headers: [["X-Api-Key", "other"]] }, OAUTH);
    expect(headers).toMatchObject({
      authorization: ["Bearer ", OAUTH],
      "anthropic-beta": "oauth-2025-04-20",
      "anthropic-dangerous-direct-browser-access": "true",
    });
    expect(headers["X-Api-Key"]).toBeUndefined();
  });

  it("is by the caller's own header before any key", () => {
    const headers = headersOf({ headers: [["Authorization", BEARER]] }, KEY);
    expect(headers).toMatchObject({ authorization: BEARER });
    expect(headers["x-api-key"]).toBeUndefined();
  });

  it("is by a bearer's token of the environment where there is no key", () => {
    expect(headersOf({ secrets: { auth_token: TOKEN } }, undefined).authorization).toEqual(["Bearer ", TOKEN]);
    expect(headersOf({ secrets: { auth_token: TOKEN } }, KEY).authorization).toBeUndefined();
    expect(headersOf({}, undefined)).toEqual({ refused: "fail" });
  });
});
