import { expect } from "vitest";
import type { CallRecord } from "../observe/record.ts";
import type { RunningGateway } from "../start.ts";
import { ask, configOf, deployment, running } from "./running.ts";

/** One way through the gateway, for tests whose provider fails. */
export interface FaultLane {
  readonly lane: string;
  readonly model: string;
  /** What the provider's address ends with. */
  readonly base: string;
  readonly path: string;
  readonly body: object;
  /** The beginning of a stream of this lane's provider: what is told before it fails. */
  readonly begun: string;
  /** What a stream ends with that fails. */
  readonly failed: object;
  /** What is said of a connection that breaks in a stream that has told no event yet. */
  readonly says: RegExp;
  /** The status of a stream that fails once its provider's head is there, and before its first event. */
  readonly early: number;
}

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

function sse(events: readonly Event[]): string {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join("");
}

const CHUNK = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_763_800_000, model: "gpt-4o-mini" };

const MESSAGE = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5",
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 3, output_tokens: 1 },
};

/** What any failure says. */
const SAID = { message: expect.stringMatching(/\w/) };

const LITELLM = /^litellm\./;

// Of a connection that is reset httpx says nothing, and LiteLLM no more.
const HTTPX = /^(litellm\.|peer closed connection|$)/;

export const CHAT: FaultLane = {
  lane: "chat",
  model: "openai/gpt-4o-mini",
  base: "/v1",
  path: "/v1/chat/completions",
  body: { model: "fast", messages: [{ role: "user", content: "Hi" }] },
  failed: { data: { error: { ...SAID, code: "500" } } },
  says: LITELLM,
  early: 500,
  begun: `data: ${JSON.stringify({ ...CHUNK, choices: [{ index: 0, delta: { role: "assistant", content: "Hello" }, finish_reason: null }] })}\n\n`,
};

export const MESSAGES: FaultLane = {
  lane: "messages",
  model: "anthropic/claude-sonnet-4-5",
  base: "",
  path: "/v1/messages",
  body: { model: "fast", max_tokens: 10, messages: [{ role: "user", content: "Hi" }] },
  failed: { event: "error", data: { type: "error", error: { ...SAID, type: "api_error" } } },
  says: HTTPX,
  early: 500,
  begun: sse([
    { type: "message_start", message: MESSAGE },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
  ]),
};

export const RESPONSES: FaultLane = {
  lane: "responses",
  model: "openai/gpt-4o-mini",
  base: "/v1",
  path: "/v1/responses",
  body: { model: "fast", input: "Hi" },
  failed: { data: { type: "response.failed", response: { status: "failed", error: { message: expect.any(String) } } } },
  says: LITELLM,
  early: 200,
  begun: sse([
    {
      type: "response.created",
      sequence_number: 0,
      response: {
        id: "resp_1",
        object: "response",
        created_at: 1,
        status: "in_progress",
        model: "gpt-4o-mini",
        output: [],
      },
    },
    {
      type: "response.output_text.delta",
      sequence_number: 1,
      item_id: "msg_1",
      output_index: 0,
      content_index: 0,
      delta: "Hello",
      logprobs: [],
    },
  ]),
};

export const FAULT_LANES: readonly FaultLane[] = [CHAT, MESSAGES, RESPONSES];

/** The event and the data of a stream's last frame but `[DONE]`. */
export function lastFrame(text: string): { readonly event: string | undefined; readonly data: unknown } {
  const frames = text.trimEnd().split("\n\n");
  const last = frames.findLast((frame) => frame !== "data: [DONE]") ?? "";
  const data = /^data: (.*)$/m.exec(last)?.[1];
  return { event: /^event: (.*)$/m.exec(last)?.[1], data: JSON.parse(data ?? "null") };
}

/** A gateway whose provider is at an address, and what its observers were told. */
export interface Faulty {
  readonly gateway: RunningGateway;
  readonly records: readonly CallRecord[];
}

/** Starts a gateway without retries, its deadlines as short as the test says, in seconds, and its largest request in bytes. */
export async function faulty(
  { model, base }: FaultLane,
  url: string,
  { timeout = 0.3, most }: { readonly timeout?: number; readonly most?: number } = {},
): Promise<Faulty> {
  const records: CallRecord[] = [];
  const params = { model, api_key: "sk-upstream-0123456789", api_base: url + base, timeout };
  const config = configOf([deployment("fast", params)], {
    router: { numRetries: 0 },
    ...(most !== undefined && { general: { maxRequestBytes: most } }),
  });
  const gateway = await running(config, { observers: [{ ended: (record) => void records.push(record) }] });
  return { gateway, records };
}

/** Asks a lane, whole or streamed. */
export function askLane({ gateway }: Faulty, { path, body }: FaultLane, stream = false): Promise<Response> {
  return ask(gateway, path, { body: { ...body, stream } });
}
