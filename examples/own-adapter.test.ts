import { breaches, type Sample } from "@lintel/core/testing";
import { directory } from "@lintel/providers";
import { expect, it } from "vitest";
import { echo } from "./own-adapter.ts";

const json = [["content-type", "application/json"]] as const;
const reply = (status: number, text: string) => ({ status, headers: json, body: new TextEncoder().encode(text) });
const kwargs = { model: "parrot", custom_llm_provider: "echo", messages: [{ role: "user", content: "Hi" }] };

const samples: readonly Sample[] = [
  { id: "whole", method: "completion", kwargs, replies: [reply(200, '{"text":"Hi","tokens":1}')] },
  { id: "busy", method: "completion", kwargs, replies: [reply(429, "slow down")] },
  {
    id: "parameter",
    method: "completion",
    kwargs: { ...kwargs, drop_params: true, seed: 7 },
    replies: [reply(200, "{}")],
  },
];

it("obeys every law", async () => {
  expect(await breaches({ adapters: [echo], providers: directory }, samples)).toEqual([]);
});
