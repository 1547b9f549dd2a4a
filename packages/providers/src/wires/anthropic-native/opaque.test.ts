import type { Call, Plan, Step } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anthropicMessagesWith } from "../../vendors/anthropic/messages.ts";

const { prepare, fault } = anthropicMessagesWith(() => undefined);

function call(messages: readonly Json[]): Call<"messages"> {
  return {
    route: "messages",
    provider: "anthropic",
    model: "claude-opus-4-8",
    requestedModel: "anthropic/claude-opus-4-8",
    id: "0".repeat(32),
    now: 0,
    input: { messages, params: { max_tokens: 8, stream: false } },
    stream: false,
    target: { isDefault: true, headers: [["x-api-key", "k"]], options: {} },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
  };
}

const given = { key: undefined, token: undefined };

function planOf(step: Step): Plan {
  if (step.step !== "send") throw new Error("nothing is sent");
  return step.plan;
}

function sentContents({ body }: Plan): readonly Json[] {
  const read = body?.body === "text" ? parse(body.text) : undefined;
  const messages = read?.ok === true && isObject(read.value) ? read.value.messages : [];
  return isArray(messages) ? messages.map((message) => (isObject(message) ? (message.content ?? null) : null)) : [];
}

const thinking = fc.record({
  type: fc.constant("thinking"),
  thinking: fc.string(),
  signature: fc.string({ unit: "binary" }),
});
const redacted = fc.record({ type: fc.constant("redacted_thinking"), data: fc.string({ unit: "binary" }) });
const blocks = fc.array(fc.oneof(thinking, redacted), { minLength: 1, maxLength: 4 });

function own(block: JsonObject): boolean {
  return ![block.signature, block.data].some((it) => String(it).startsWith("litellm_encrypted_reasoning:"));
}

test("signatures and redacted thinking reach their issuer byte for byte", () => {
  fc.assert(
    fc.property(blocks, (content) => {
      fc.pre(content.every(own));
      const asked = call([{ role: "assistant", content }]);
      expect(sentContents(planOf(prepare(asked, given)))).toEqual([content]);
    }),
  );
});

test("another API's reasoning never reaches it, and that is told", () => {
  fc.assert(
    fc.property(blocks, fc.string(), (content, seal) => {
      const foreign = { type: "thinking", thinking: "x", signature: `litellm_encrypted_reasoning:${seal}` };
      const step = prepare(call([{ role: "assistant", content: [foreign, ...content.filter(own)] }]), given);
      expect(JSON.stringify(sentContents(planOf(step)))).not.toContain("litellm_encrypted_reasoning");
      expect(step.losses?.map(({ pointer }) => pointer)).toContain("/messages/0/content/0");
    }),
  );
});

test("a refused signature is repaired by one resend without any thinking, and each block is told as lost", () => {
  const turn = [
    { type: "thinking", thinking: "x", signature: "s" },
    { type: "text", text: "a" },
    { type: "redacted_thinking", data: "d" },
  ];
  const asked = call([{ role: "assistant", content: turn }]);
  const body = new TextEncoder().encode('{"error":{"message":"Invalid `signature` in `thinking` block"}}');
  const refusal = { from: "reply", reply: { status: 400, headers: [], body } } as const;
  const again = fault(refusal, { call: asked, given });
  expect(again).toMatchObject({ step: "send", repair: true });
  expect(sentContents(planOf(again))).toEqual([[{ type: "text", text: "a" }]]);
  expect(again.losses?.map(({ pointer }) => pointer)).toEqual(["/messages/0/content/0", "/messages/0/content/2"]);
  const state = again.step === "send" ? again.state : undefined;
  const end = fault(refusal, { call: asked, given, ...(state !== undefined && { state }) });
  expect(end).toMatchObject({ step: "fail", fault: { kind: "BadRequestError", status: 400 } });
});
