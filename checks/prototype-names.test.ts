import { type Client, client, type Plan } from "@lintel/core";
import { isObject, type JsonObject, parse } from "@lintel/core/json";
import { adapters, bridges, directory } from "@lintel/providers";
import { expect, it } from "vitest";

const sent: Plan[] = [];

/** Nothing is answered: what is looked at is what would be sent. */
const asking = client(
  {
    async send(plan) {
      sent.push(plan);
      return { sent: false, failure: { kind: "policy", message: "nothing is answered here" } };
    },
    supply: async () => ({ supplied: false, message: "nothing is supplied here" }),
    wait: async () => {},
    now: () => 1_700_000_000_000,
    id: () => "0".repeat(32),
  },
  { adapters, providers: directory, bridges, env: { OPENAI_API_KEY: "sk-1", ANTHROPIC_API_KEY: "sk-1" } },
);

/** What stands where a name does. */
const NAME = "zzname";
/** What every object of JavaScript's has, its own or not. */
const NAMES = ["constructor", "toString", "__proto__", "valueOf"];

const USER = { role: "user", content: "a" };
const SCHEMA = {
  type: "object",
  $defs: { a: { type: "string" } },
  definitions: { a: { type: "string" } },
  properties: {
    [NAME]: { type: NAME, [NAME]: 1 },
    b: { $ref: `#/$defs/${NAME}` },
    c: { $ref: `#/definitions/${NAME}` },
  },
  required: [NAME],
};
const CALL = { id: NAME, type: "function", function: { name: NAME, arguments: `{"${NAME}":1}` } };

const CHAT: readonly JsonObject[] = [
  { messages: [{ role: NAME, content: "a" }] },
  { messages: [{ ...USER, [NAME]: 1 }] },
  { messages: [{ role: "user", content: [{ type: NAME, text: "a", [NAME]: 1 }] }] },
  { messages: [USER, { role: "assistant", tool_calls: [CALL] }, { role: "tool", tool_call_id: NAME, content: "a" }] },
  { messages: [USER], tools: [{ type: "function", function: { name: NAME, parameters: SCHEMA } }] },
  { messages: [USER], tools: [{ type: NAME, function: { name: "f", [NAME]: 1 } }], tool_choice: { type: NAME } },
  { messages: [USER], response_format: { type: "json_schema", json_schema: { name: NAME, schema: SCHEMA } } },
  { messages: [USER], [NAME]: 1, additional_drop_params: [NAME] },
  { messages: [USER], additional_drop_params: [NAME, `tools[*].${NAME}`], extra_body: { [NAME]: 1 } },
  { messages: [USER], metadata: { [NAME]: "a" }, extra_headers: { [NAME]: "a" }, reasoning_effort: NAME },
];

const RESPONSES: readonly JsonObject[] = [
  { input: [{ type: NAME, role: "user", content: "a" }] },
  { input: [{ role: NAME, content: [{ type: NAME, text: "a" }] }] },
  { input: [{ type: "function_call", call_id: NAME, name: NAME, arguments: "{}" }] },
  { input: "a", tools: [{ type: "function", name: NAME, parameters: SCHEMA }], tool_choice: { type: NAME } },
  { input: "a", tools: [{ type: "namespace", name: NAME, tools: [{ type: "function", name: NAME, parameters: {} }] }] },
  { input: "a", text: { format: { type: "json_schema", name: NAME, schema: SCHEMA } }, reasoning: { effort: NAME } },
];

const LANES: readonly (readonly [
  asks: Extract<keyof Client, "completion" | "messages" | "responses">,
  model: string,
  calls: readonly JsonObject[],
])[] = [
  ["completion", "openai/gpt-4.1", CHAT],
  ["completion", "openai/gpt-5-codex", CHAT],
  ["completion", "anthropic/claude-sonnet-4-5", CHAT],
  ["completion", "anthropic/claude-3-5-haiku-20241022", CHAT],
  ["messages", "anthropic/claude-sonnet-4-5", CHAT.map((it) => ({ ...it, max_tokens: 9 }))],
  ["messages", "openai/gpt-5", CHAT.map((it) => ({ ...it, max_tokens: 9 }))],
  ["responses", "openai/gpt-4.1", RESPONSES],
  ["responses", "anthropic/claude-sonnet-4-5", RESPONSES],
];

/** All that comes of a call with a name in it, under the name that stands for all. */
async function told(asks: (typeof LANES)[number][0], kwargs: JsonObject, name: string): Promise<string> {
  sent.length = 0;
  const read = parse(JSON.stringify(kwargs).replaceAll(NAME, name));
  const { losses, ...outcome } = await asking[asks](read.ok && isObject(read.value) ? read.value : {});
  return JSON.stringify([sent, losses, outcome]).replaceAll(name, NAME);
}

it.each(LANES)("a name that every object has is one as any other: %s of %s", async (asks, model, calls) => {
  for (const call of calls) {
    const expected = await told(asks, { ...call, model }, NAME);
    for (const name of NAMES) expect(await told(asks, { ...call, model }, name), name).toBe(expected);
  }
});
