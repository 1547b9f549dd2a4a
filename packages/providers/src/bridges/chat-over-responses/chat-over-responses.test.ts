import { client, type Kwargs, type Loss, type Outcome, type Plan, type Usage } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { isObject, type JsonObject, parse, pythonCompact } from "@lintel/core/json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapters } from "../../adapters.ts";
import { directory } from "../../directory/directory.ts";
import { bridges } from "../index.ts";

const ID = "5eed0001000040008000000000000001";
const ask = { role: "user", content: "Hi" };

interface Played {
  readonly outcome: Outcome;
  readonly plans: readonly Plan[];
}

async function play(kwargs: Kwargs, pieces: readonly string[]): Promise<Played> {
  const plans: Plan[] = [];
  const left = [...pieces];
  const host: Host = {
    send: async (plan) => {
      plans.push(plan);
      return {
        sent: true,
        head: { status: 200, headers: [] },
        body: {
          read: async () => {
            const text = left.shift();
            return text === undefined ? { read: "end" } : { read: "bytes", bytes: new TextEncoder().encode(text) };
          },
          cancel: () => undefined,
        },
      };
    },
    supply: async () => ({ supplied: false, message: "nothing" }),
    wait: async () => undefined,
    now: () => 1_700_000_000_000,
    id: () => ID,
  };
  const { completion } = client(host, { adapters, providers: directory, bridges, retries: "none" });
  const outcome = await completion({ model: "openai/responses/gpt-5", api_key: "sk", messages: [ask], ...kwargs });
  return { outcome, plans };
}

function response(output: readonly JsonObject[]): JsonObject {
  const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 };
  return { id: "resp_1", object: "response", created_at: 1, status: "completed", model: "gpt-5", output, usage };
}

function bodyOf({ plans: [plan] }: Played): JsonObject {
  const parsed = parse(plan?.body?.body === "text" ? plan.body.text : "");
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}

function eventText(event: JsonObject): string {
  return `data: ${pythonCompact(event)}\n\n`;
}

describe("a chat completion over the Responses API", () => {
  it("says in its plan which bridge it took, and tells what the Responses API cannot be told", async () => {
    const said = { id: "m", type: "message", status: "completed", role: "assistant", content: [] };
    const { outcome, plans } = await play({ seed: 7, max_tokens: 9, foo: 1 }, [pythonCompact(response([said]))]);
    expect(plans).toMatchObject([{ url: "https://api.openai.com/v1/responses", bridges: ["chat-over-responses"] }]);
    const told = outcome.losses.map(({ pointer, action }: Loss) => `${action} ${pointer}`);
    expect(told).toEqual(expect.arrayContaining(["dropped /seed", "renamed /max_tokens", "dropped /extra_body/foo"]));
  });

  it("gives reasoning back to its issuer byte for byte, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.string(),
        fc.string({ minLength: 1 }),
        async (id, text, sealed) => {
          const summary = [{ text, type: "summary_text" }];
          const item = { id, summary, type: "reasoning", encrypted_content: sealed };
          const said = { type: "output_text", text: "Hi", annotations: [] };
          const message = { id: "m", type: "message", status: "completed", role: "assistant", content: [said] };
          const { outcome } = await play({}, [pythonCompact(response([item, message]))]);
          const value = outcome.outcome === "value" ? outcome.value : {};
          const choice = Array.isArray(value.choices) ? value.choices[0] : {};
          const again = isObject(choice) && isObject(choice.message) ? choice.message : {};
          const next = bodyOf(await play({ messages: [ask, again, ask] }, ["{}"]));
          const [, back] = Array.isArray(next.input) ? next.input : [];
          expect(back).toEqual(item);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("tells a signature of another issuer as lost, and never sends it", async () => {
    const thought = { type: "thinking", thinking: "hm", signature: "foreign-signature" };
    const turn = { role: "assistant", content: "b", thinking_blocks: [thought] };
    const played = await play({ messages: [ask, turn, ask] }, ["{}"]);
    expect(pythonCompact(bodyOf(played))).not.toContain("foreign-signature");
    expect(played.outcome.losses).toContainEqual(
      expect.objectContaining({ pointer: "/messages/1/thinking_blocks/0", action: "dropped" }),
    );
  });

  it("ends once for a caller who goes away, and tells no usage in the other dialect", async () => {
    const events = [
      { type: "response.created", response: response([]) },
      { type: "response.output_text.delta", output_index: 0, content_index: 0, item_id: "m", delta: "Hi" },
    ];
    const { outcome } = await play({ stream: true }, events.map(eventText));
    const usage: Usage[] = [];
    let ends = 0;
    if (outcome.outcome !== "stream") throw new Error("no stream");
    const pump = outcome.stream.start({
      chunk: () => pump.cancel(),
      usage: (it) => void usage.push(it),
      loss: () => undefined,
      fault: () => undefined,
      end: () => {
        ends += 1;
      },
    });
    while (await pump.read());
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(ends).toBe(1);
    expect(usage).toEqual([]);
  });
});
