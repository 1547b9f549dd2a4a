import { client } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { expect, test } from "vitest";
import { adapters } from "../adapters.ts";
import { directory } from "../directory/directory.ts";

const thoughts: JsonObject = {
  role: "assistant",
  content: "So.",
  thinking_blocks: [{ type: "thinking", thinking: "Hm.", signature: "sealed" }],
};

const { completion } = client(
  {
    send: async () => ({ sent: false, failure: { kind: "policy", message: "nothing is sent here" } }),
    supply: async () => ({ supplied: false, message: "nothing is supplied here" }),
    wait: async () => {},
    now: () => 1_700_000_000_000,
    id: () => "0".repeat(32),
  },
  { adapters, providers: directory, env: { OPENAI_API_KEY: "sk-1" } },
);

async function lostOf(kwargs: JsonObject): Promise<readonly string[]> {
  const { losses } = await completion({ model: "openai/gpt-4o", ...kwargs });
  return losses.map(({ pointer }) => pointer);
}

test("a loss is told of the caller's message, whatever is put between messages", async () => {
  const user: JsonObject = { role: "user", content: "A" };
  const messages = [user, user, { role: "assistant", content: "B" }, thoughts, user];
  const plain = await lostOf({ messages });
  expect(plain).toEqual(["/messages/3/thinking_blocks/0/signature"]);
  expect(await lostOf({ messages, ensure_alternating_roles: true })).toEqual(plain);
  expect(await lostOf({ messages, litellm_system_prompt: "Be brief." })).toEqual(plain);
  const system: JsonObject = { role: "system", content: "Be kind." };
  const led = await lostOf({ messages: [system, ...messages] });
  expect(led).toEqual(["/messages/4/thinking_blocks/0/signature"]);
  expect(
    await lostOf({
      messages: [system, ...messages],
      litellm_system_prompt: "Be brief.",
      ensure_alternating_roles: true,
    }),
  ).toEqual(led);
});
