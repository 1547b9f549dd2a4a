import { expect, test } from "vitest";
import { directory } from "./directory.ts";

function told(provider: string, text: string, status?: number): string | undefined {
  const fault = directory.errors?.(provider)?.({ text, ...(status !== undefined && { status }) }, "m");
  return fault && `${fault.kind} ${fault.status} ${fault.provider} ${fault.message}`;
}

test.each([
  ["openai", "no", 400, "BadRequestError 400 openai litellm.BadRequestError: OpenAIException - no"],
  [
    "groq",
    "no",
    401,
    "AuthenticationError 401 groq litellm.AuthenticationError: AuthenticationError: GroqException - no",
  ],
  ["vertex_ai", "403 no", 500, "BadRequestError 403 vertex_ai"],
  ["cohere_chat", "invalid api token", 418, "AuthenticationError 401 cohere "],
  ["nobody", "no", 418, "BadRequestError 400 nobody litellm.BadRequestError: NobodyException - no"],
])(
  "an error of %s, %j with status %d, keeps the status of its class without a reply",
  (...[provider, text, status, is]) => {
    expect(told(provider, text, status)).toContain(is);
  },
);

test("an error that nothing is known of is told bare, and those of other families are not guessed at", () => {
  expect(told("nobody", "no")).toBe("APIConnectionError 500 nobody litellm.APIConnectionError: no\nNoneType: None\n");
  expect(told("bedrock", "no", 400)).toBeUndefined();
});
