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
  ["azure", "no", 429, "RateLimitError 429 azure litellm.RateLimitError: AzureException RateLimitError - no"],
  ["azure_text", "Connection error.", 400, "azure_text litellm.APIConnectionError: Azure_textException APIConnection"],
  ["bedrock", "ThrottlingException", 400, "RateLimitError 429 bedrock litellm.RateLimitError: BedrockException: Rate "],
  ["bedrock_mantle", "no", 503, "ServiceUnavailableError 503 bedrock_mantle "],
  ["bedrock_mantle", "no", 500, "ServiceUnavailableError 503 bedrock "],
  ["sagemaker_chat", "no", 424, "BadRequestError 400 sagemaker_chat litellm.BadRequestError: SagemakerException - no"],
  [
    "huggingface",
    "Rate limit reached",
    400,
    "RateLimitError 429 huggingface litellm.RateLimitError: Rate limit reached",
  ],
  ["ollama_chat", "Read timed out", 500, "Timeout 408 ollama litellm.Timeout: OllamaException: Read timed out"],
  ["openrouter", "no", 418, "APIError 418 openrouter litellm.APIError: APIError: OpenrouterException - no"],
  ["aleph_alpha", "no", 418, "APIConnectionError 500  litellm.APIConnectionError: no"],
  [
    "predibase",
    "authorization denied for Bearer abcdefgh",
    400,
    "Authentication Error - authorization denied for Bearer abcdefgXXXXXXX",
  ],
  [
    "litellm_proxy",
    "litellm.RateLimitError: no",
    400,
    "RateLimitError 429 litellm_proxy litellm.RateLimitError: litellm.RateLimitError: no",
  ],
  ["nobody", "no", 418, "BadRequestError 400 nobody litellm.BadRequestError: NobodyException - no"],
])(
  "an error of %s, %j with status %d, keeps the status of its class without a reply",
  (...[provider, text, status, is]) => {
    expect(told(provider, text, status)).toContain(is);
  },
);

test("an error that nothing is known of is told bare", () => {
  expect(told("nobody", "no")).toBe("APIConnectionError 500 nobody litellm.APIConnectionError: no\nNoneType: None\n");
});
