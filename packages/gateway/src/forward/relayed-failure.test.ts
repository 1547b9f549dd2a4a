import type { Host } from "@lintel/core/host";
import fc from "fast-check";
import { expect, it } from "vitest";
import { gateway } from "../gateway.ts";
import { configOf, deployment, MASTER_KEY } from "../test/running.ts";

const encoder = new TextEncoder();

/** A host whose provider answers with this stream, in pieces that end at these places. */
function streaming(text: string, cuts: readonly number[]): Host {
  const bytes = encoder.encode(text);
  const ends = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  const places = [0, ...ends, bytes.length];
  return {
    async send() {
      let at = 0;
      return {
        sent: true,
        head: { status: 200, headers: [["content-type", "text/event-stream"]] },
        body: {
          async read() {
            const piece = bytes.slice(places[at], places[at + 1]);
            return ++at < places.length ? { read: "bytes", bytes: piece } : { read: "end" };
          },
          cancel: () => undefined,
        },
      };
    },
    supply: async () => ({ supplied: false, message: "nothing is here" }),
    wait: async () => undefined,
    now: () => 1_762_000_000_000,
    id: () => "0".repeat(32),
  };
}

const DEPLOYMENT = deployment("claude", { model: "anthropic/claude-sonnet-4-5", api_key: "sk-upstream" });
const BODY = { model: "claude", max_tokens: 9, stream: true, messages: [{ role: "user", content: "Hi" }] };

/** What a caller is told of a stream of messages. */
function told(host: Host): Promise<string> {
  const { admit, serve } = gateway(configOf([DEPLOYMENT]), { host });
  const headers = { authorization: `Bearer ${MASTER_KEY}`, "content-type": "application/json" };
  const head = { method: "POST", target: "/v1/messages", headers, rawHeaders: [], remote: undefined };
  return new Promise((resolve) => {
    let text = "";
    const take = (piece: string | Uint8Array = ""): void => {
      text += typeof piece === "string" ? piece : Buffer.from(piece).toString();
    };
    serve(admit(head), encoder.encode(JSON.stringify(BODY)), {
      head: () => undefined,
      write(piece) {
        take(piece);
        return true;
      },
      drained: async () => undefined,
      end(piece) {
        take(piece);
        resolve(text);
      },
      abort: () => resolve(`${text} (cut)`),
      closed: false,
      onGone: () => undefined,
    });
  });
}

function event(type: string, more: object = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
}

const usage = { input_tokens: 1, output_tokens: 1 };
const delta = event("content_block_delta", { index: 0, delta: { type: "text_delta", text: "Hello" } });
const BEGUN =
  event("message_start", { message: { id: "msg_1", type: "message", role: "assistant", content: [], usage } }) +
  event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }) +
  delta;
const FAILED = event("error", { error: { type: "overloaded_error", message: "too much" } });

it.each([
  ["at the end", BEGUN + FAILED],
  ["before other events", BEGUN + FAILED + delta + event("message_stop")],
  ["without the blank line behind it", BEGUN + FAILED.slice(0, -2)],
  ["as no event of that name", BEGUN + FAILED.replace("event: error\n", "")],
])("a failure that a provider tells %s is told once, wherever its stream is cut", async (_, stream) => {
  const whole = await told(streaming(stream, []));
  expect(whole.split("event: error\n")).toHaveLength(2);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 5 }), async (cuts) => {
      expect(await told(streaming(stream, cuts))).toBe(whole);
    }),
    { numRuns: 60 },
  );
});
