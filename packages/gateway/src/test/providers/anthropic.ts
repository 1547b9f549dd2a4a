import type { Keeping, Upstream } from "../upstream.ts";
import { failureAsked, halves, objectsIn, provider, type Request, type Said, toolCallOf } from "./provider.ts";

const FAILURES: Readonly<Record<number, readonly [type: string, message: string]>> = {
  400: ["invalid_request_error", "max_tokens: 900000 > 64000, which is the maximum allowed number of output tokens"],
  401: ["authentication_error", "invalid x-api-key"],
  404: ["not_found_error", "model: claude-nine"],
  429: ["rate_limit_error", "This request would exceed your organization's rate limit of 50 requests per minute."],
  500: ["api_error", "Internal server error"],
  529: ["overloaded_error", "Overloaded"],
};

const INPUT = {
  input_tokens: 19,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  service_tier: "standard",
};

function message(content: readonly object[], stop_reason: string | null, output_tokens: number): object {
  return {
    id: "msg_01XFDUDYJgAACzvnptvVoYEL",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5-20250929",
    content,
    stop_reason,
    stop_sequence: null,
    usage: { ...INPUT, output_tokens },
  };
}

function frame(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function streamed(block: object, deltas: readonly object[], stop_reason: string): Said {
  const events = [
    { type: "message_start", message: message([], null, 1) },
    { type: "content_block_start", index: 0, content_block: block },
    { type: "ping" },
    ...deltas.map((delta) => ({ type: "content_block_delta", index: 0, delta })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage: { ...INPUT, output_tokens: 10 } },
    { type: "message_stop" },
  ];
  return { frames: events.map(frame) };
}

const USE = { type: "tool_use", id: "toolu_01A09q90qw90lq917835lq9" } as const;

function pieceOf(partial_json: string): object {
  return { type: "input_json_delta", partial_json };
}

function hasResult({ messages }: Request["body"]): boolean {
  return objectsIn(messages).some(({ content }) => objectsIn(content).some(({ type }) => type === "tool_result"));
}

function use(request: Request): Said {
  const call = { ...USE, ...toolCallOf(request) };
  if (request.body.stream !== true) return { json: message([call], "tool_use", 10) };
  const pieces = ["", ...halves(JSON.stringify(call.input))].map(pieceOf);
  return streamed({ ...call, input: {} }, pieces, "tool_use");
}

function create(request: Request): Said {
  const { body } = request;
  const offers = objectsIn(body.tools).length > 0;
  const isStream = body.stream === true;
  if (offers && !hasResult(body)) return use(request);
  const text = offers ? "It is 18 degrees in Ulm." : "Hello there, caller!";
  const words = text.match(/\S+\s*/g) ?? [];
  return isStream
    ? streamed(
        { type: "text", text: "" },
        words.map((word) => ({ type: "text_delta", text: word })),
        "end_turn",
      )
    : { json: message([{ type: "text", text }], "end_turn", 10) };
}

function scripted(request: Request): Said | undefined {
  const failed = failureAsked(request);
  const [path = ""] = request.path.split("?");
  if (failed !== undefined) {
    const [type, text] = FAILURES[failed] ?? ["api_error", "unknown"];
    return {
      status: failed,
      json: { type: "error", error: { type, message: text }, request_id: "req_011CSHoEeqs5C35K2UUqR7Fy" },
    };
  }
  if (path === "/v1/messages") return create(request);
  return path === "/v1/messages/count_tokens" ? { json: { input_tokens: 14 } } : undefined;
}

/** Anthropic by script (https://docs.anthropic.com/en/api/messages): one tool round trip, errors where a caller says `fail 429`. */
export function anthropicProvider(keeping?: Keeping): Promise<Upstream> {
  return provider(scripted, keeping);
}
