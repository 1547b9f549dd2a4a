import { client, type Kwargs, type Outcome } from "@lintel/core";
import { type Host, Secret } from "@lintel/core/host";
import { type JsonObject, pythonCompact } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { adapters, bridges, directory } from "../index.ts";

const settings = { use_chat_completions_url_for_anthropic_messages: true };
const api_key = new Secret("api_key", "sk-0123456789abcdef");

/** A client whose provider answers with these texts in turn. */
function answeredWith(replies: readonly string[], first = 0) {
  let at = first;
  const host: Host = {
    async send() {
      const body = new TextEncoder().encode(replies[at++]);
      const head = { status: 200, headers: [["content-type", "application/json"]] as const };
      return { sent: true, head, body: { whole: body, read: async () => ({ read: "end" }), cancel: () => undefined } };
    },
    supply: async () => ({ supplied: false, message: "nothing is here" }),
    wait: async () => undefined,
    now: () => 1_762_000_000_000 + at * 1000,
    id: () => at.toString(16).padStart(32, "0"),
  };
  const own = { adapters, providers: directory, bridges, settings };
  return client(host, { ...own, retries: "none", arguments: "parsed" });
}

/** Texts as a provider may write them, quotes included. */
const text = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: "binary" }).map((it) => JSON.stringify(it)) },
  { weight: 20, arbitrary: fc.stringMatching(/^[ -!#-Z^-~]{1,60}$/).map((it) => `"${it}"`) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...['""', '" "', '"\\u00e9"', '"é"', '"\\ud800"', '"\\ud83d\\ude00"', '"😀"', '"a\\"b\\\\"', '"\\/"', '"\u007f"'],
      ...['"<think>why</think>so"', '"<b>"', '"\\n"', '"\\u001c"', '"\\u0085"', '"lintel1000001"', '"1000001"'],
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom("null", '"a\nb"', '"\\x"', "7", '["x"]', '{"a":1}') },
);

const count = fc.oneof(
  { weight: 30, arbitrary: fc.integer({ min: 1, max: 4_000_000 }).map(String) },
  { weight: 10, arbitrary: fc.constant("0") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...["1.0", "-1", "1e2", "9007199254740993", "999999999999999", "1000000000000000", "01", "null", '"5"', "true"],
    ),
  },
);

const more = fc.oneof(
  { weight: 12, arbitrary: fc.constant("") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ',"x":1',
      ',"id":"twice"',
      ', "1":2',
      ',"usage":null',
      ',"model":"other"',
      ',"user":"u"',
      "}",
    ),
  },
);

const cached = fc.oneof({ weight: 3, arbitrary: fc.constant("0") }, { weight: 1, arbitrary: count });

const chat = fc
  .tuple(text, text, count, fc.tuple(count, count, count, cached, cached), more)
  .map(
    ([id, content, created, [prompt, completion, total, read, thought], rest]) =>
      `{"id":${id},"object":"chat.completion","created":${created},"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":${content},"refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":${prompt},"completion_tokens":${completion},"total_tokens":${total},"prompt_tokens_details":{"cached_tokens":${read}},"completion_tokens_details":{"reasoning_tokens":${thought}}}${rest}}`,
  );

const message = fc
  .tuple(text, text, fc.tuple(count, count, cached, cached, cached, cached), more)
  .map(
    ([id, content, [input, output, read, written, short, long], rest]) =>
      `{"id":${id},"type":"message","role":"assistant","model":"m","content":[{"type":"text","text":${content}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":${input},"output_tokens":${output},"cache_creation_input_tokens":${written},"cache_read_input_tokens":${read},"cache_creation":{"ephemeral_5m_input_tokens":${short},"ephemeral_1h_input_tokens":${long}}}${rest}}`,
  );

const owned = fc.constantFrom(
  '"resp_bGl0ZWxsbTpjdXN0b21fbGxtX3Byb3ZpZGVyOm9wZW5haTttb2RlbF9pZDp4O3Jlc3BvbnNlX2lkOnJlc3BfMQ=="',
  '"resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b"',
);

const response = fc
  .tuple(fc.oneof(text, owned), fc.tuple(text, text, text), fc.tuple(count, count, count, count, cached, cached), more)
  .map(
    ([id, [item, said, instructions], [created, input, output, total, read, thought], rest]) =>
      `{"id":${id},"object":"response","created_at":${created},"status":"completed","instructions":${instructions},"model":"m","output":[{"type":"message","id":${item},"status":"completed","role":"assistant","content":[{"type":"output_text","text":${said},"annotations":[]}]}],"temperature":1.0,"top_p":1,"text":{"format":{"type":"text"}},"tools":[],"usage":{"input_tokens":${input},"input_tokens_details":{"cached_tokens":${read}},"output_tokens":${output},"output_tokens_details":{"reasoning_tokens":${thought}},"total_tokens":${total}}${rest}}`,
  );

const turns = [{ role: "user", content: "Hi" }];

const LANES = [
  { name: "completion", model: "openai/gpt-4.1", reply: chat },
  { name: "completion", model: "anthropic/claude-sonnet-4-5", reply: message },
  { name: "messages", model: "anthropic/claude-sonnet-4-5", reply: message },
  { name: "responses", model: "openai/gpt-4.1", reply: response },
] as const;

function kwargsOf({ name, model }: (typeof LANES)[number]): Kwargs {
  const metadata = { model_info: { id: "one" } };
  switch (name) {
    case "completion":
      return { model, messages: turns, api_key };
    case "messages":
      return { model, messages: turns, api_key, max_tokens: 9 };
    case "responses":
      return { model, input: turns, api_key, litellm_metadata: metadata };
  }
}

it.each(LANES)(
  "an answer of $model on $name that is like others is the one that is read from its beginning",
  async (lane) => {
    const kwargs = kwargsOf(lane);
    let alike = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(lane.reply, { minLength: 6, maxLength: 14 }), async (replies) => {
        const one = answeredWith(replies);
        for (const at of replies.keys()) {
          const outcome = await one[lane.name](kwargs);
          const fresh = await answeredWith(replies, at)[lane.name](kwargs);
          expect(outcome.outcome).toBe(fresh.outcome);
          expect(outcome.losses).toEqual(fresh.losses);
          if (outcome.outcome === "fault" && fresh.outcome === "fault") expect(outcome.fault).toEqual(fresh.fault);
          if (outcome.outcome !== "value" || fresh.outcome !== "value") continue;
          expect(pythonCompact(outcome.value)).toBe(pythonCompact(fresh.value));
          expect(outcome.head).toEqual(fresh.head);
          if (outcome.alike === undefined) continue;
          alike++;
          expect(outcome.alike.like.value(outcome.alike.held)).toEqual(outcome.value);
        }
      }),
      { numRuns: 300 },
    );
    expect(alike).toBeGreaterThan(20);
  },
);

it("an answer keeps nothing of what another one said", async () => {
  const reply = (id: string, said: string, spent: number): JsonObject => ({
    id,
    model: "m",
    content: [{ type: "text", text: said }],
    usage: { input_tokens: 5, output_tokens: spent },
  });
  const replies = [reply("a", "one", 1), reply("b", "two", 2), reply("c", "three", 3), reply("d", "four", 4)];
  const one = answeredWith(replies.map((it) => JSON.stringify(it)));
  const outcomes: Outcome[] = [];
  for (const _ of replies) outcomes.push(await one.messages(kwargsOf(LANES[2])));
  const last = outcomes.at(-1);
  expect(last).toMatchObject({ value: replies[3], alike: { held: ["d", "four", 5, 4] } });
  const like = last?.outcome === "value" ? last.alike?.like : undefined;
  expect(like?.value(["x", "y", 5, 9])).toEqual(reply("x", "y", 9));
});
