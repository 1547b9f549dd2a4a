import {
  type Adapter,
  type Call,
  done,
  type Fault,
  fail,
  type Loss,
  type Need,
  secret,
  type TransportFailure,
} from "@lintel/core";
import { isObject, type JsonObject, numeric, parse, pythonCompact } from "@lintel/core/json";

const utf8 = new TextDecoder();

function fault(call: Call<"chat">, status: number, message: string, failure?: TransportFailure): Fault {
  const kind = status === 429 ? "RateLimitError" : "APIError";
  const { provider, model } = call;
  return { origin: "provider", kind, status, message, provider, model, ...(failure && { failure }) };
}

function answer({ text = "", tokens = 0 }: JsonObject, call: Call<"chat">): JsonObject {
  const used = numeric(tokens) ?? 0;
  return {
    id: `echo-${call.id}`,
    created: call.now,
    model: call.model,
    object: "chat.completion",
    choices: [{ finish_reason: "stop", index: 0, message: { content: text, role: "assistant" } }],
    usage: { completion_tokens: used, prompt_tokens: used, total_tokens: 2 * used },
  };
}

function dropped(pointer: string, reason: string): Loss {
  return { pointer, action: "dropped", reason };
}

type Key = { readonly key: Extract<Need, { need: "secret" }> };

/** Chat completions of a made-up provider, whose API takes `{"say": …}` and answers `{"text": …, "tokens": …}`. */
export const echo: Adapter<"chat", Key> = {
  route: "chat",
  provider: "echo",
  connection: {
    key: { settings: [], env: ["ECHO_API_KEY"] },
    base: { settings: [], env: ["ECHO_API_BASE"], fallback: "https://api.echo.example" },
  },
  resends: false,
  supported: () => [],
  needs: () => ({ key: secret("ECHO_API_KEY") }),
  prepare(call, given) {
    const { messages, params, providerParams, extra } = call.input;
    const say = messages.at(-1)?.content ?? "";
    const losses = [
      ...Object.keys(params).map((name) => dropped(`/${name}`, "echo has no such parameter")),
      ...messages.slice(0, -1).map((_, index) => dropped(`/messages/${index}`, "echo hears the last message only")),
    ];
    return {
      step: "send",
      plan: {
        method: "POST",
        url: `${call.target.base}/v1/echo`,
        headers: [
          ["authorization", ["Bearer ", given.key ?? ""]],
          ["content-type", "application/json"],
        ],
        body: { body: "text", text: pythonCompact({ say, ...providerParams, ...extra }) },
        expect: "whole",
        timeouts: {},
      },
      losses,
    };
  },
  parse({ body, status }, { call }) {
    const read = parse(utf8.decode(body));
    return read.ok && isObject(read.value)
      ? done(answer(read.value, call))
      : fail(fault(call, status, "the answer is no JSON object"));
  },
  fault(failed, { call }) {
    return failed.from === "reply"
      ? fail(fault(call, failed.reply.status, utf8.decode(failed.reply.body)))
      : fail(fault(call, 500, failed.failure.message, failed.failure));
  },
};
