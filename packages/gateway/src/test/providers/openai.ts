import type { Keeping, Upstream } from "../upstream.ts";
import { chatCompletion } from "./openai-chat.ts";
import { createResponse, storedResponse } from "./openai-responses.ts";
import { failureAsked, provider, type Request, type Said } from "./provider.ts";

const FAILURES: Readonly<Record<number, object>> = {
  400: {
    message: "Unsupported value: 'temperature' does not support 7 with this model.",
    type: "invalid_request_error",
    param: "temperature",
    code: "unsupported_value",
  },
  401: {
    message:
      "Incorrect API key provided: sk-wrong. You can find your API key at https://platform.openai.com/account/api-keys.",
    type: "invalid_request_error",
    param: null,
    code: "invalid_api_key",
  },
  404: {
    message: "The model `gpt-9` does not exist or you do not have access to it.",
    type: "invalid_request_error",
    param: null,
    code: "model_not_found",
  },
  429: {
    message: "Rate limit reached for gpt-4o-mini in organization org-1 on requests per min (RPM): Limit 3, Used 3.",
    type: "requests",
    param: null,
    code: "rate_limit_exceeded",
  },
  500: {
    message: "The server had an error while processing your request.",
    type: "server_error",
    param: null,
    code: null,
  },
};

function embeddings({ body: { input, encoding_format: format } }: Request): Said {
  const inputs = Array.isArray(input) ? input : [input];
  const vector = [0.25, -0.5, 0.125];
  const embedding = format === "base64" ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector;
  return {
    json: {
      object: "list",
      data: inputs.map((_, index) => ({ object: "embedding", index, embedding })),
      model: "text-embedding-3-small",
      usage: { prompt_tokens: 5, total_tokens: 5 },
    },
  };
}

function scripted(request: Request): Said | undefined {
  const failed = failureAsked(request);
  if (failed !== undefined) return { status: failed, json: { error: FAILURES[failed] } };
  const [path = ""] = request.path.split("?");
  if (path === "/v1/chat/completions") return chatCompletion(request);
  if (path === "/v1/responses") return createResponse(request);
  if (path.startsWith("/v1/responses/")) return storedResponse(request);
  return path === "/v1/embeddings" ? embeddings(request) : undefined;
}

/** OpenAI by script: one tool round trip, errors where a caller says `fail 429`. */
export function openaiProvider(keeping?: Keeping): Promise<Upstream> {
  return provider(scripted, keeping);
}
