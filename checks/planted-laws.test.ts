import type { Adapter, Step } from "@lintel/core";
import { pythonCompact } from "@lintel/core/json";
import { dice, laws, type Sample } from "@lintel/core/testing";
import { directory } from "@lintel/providers";
import { expect, it } from "vitest";
import { echo } from "../examples/own-adapter.ts";

const messages = [{ role: "user", content: "Hi" }];
const reply = { status: 200, headers: [["content-type", "application/json"]] as const };
const sample: Sample = {
  id: "planted",
  method: "completion",
  kwargs: { model: "parrot", custom_llm_provider: "echo", messages },
  replies: [{ ...reply, body: new TextEncoder().encode('{"text":"Hi","tokens":1}') }],
};

function saying(step: Step, body: string): Step {
  return step.step === "send" ? { ...step, plan: { ...step.plan, body: { body: "text", text: body } } } : step;
}

function violation(name: string, prepare: Adapter<"chat">["prepare"]): Promise<string | undefined> | undefined {
  const planted = { ...echo, prepare } as Adapter<"chat">;
  const law = laws.find((it) => it.name.startsWith(name));
  return law?.violation({ adapters: [planted], providers: directory }, sample, dice(1));
}

it("an adapter that loses an argument without a word breaks the accounting of fields", async () => {
  const careless = (call: Parameters<typeof echo.prepare>[0]): Step => saying(echo.prepare(call, {} as never), "{}");
  expect(await violation("accounting", careless)).toContain("that is not told");
});

it("an adapter whose first turn tells how many follow breaks prefix stability", async () => {
  const counting = (call: Parameters<typeof echo.prepare>[0]): Step => {
    const turns = [{ role: "system", content: `${call.input.messages.length} turns` }, ...call.input.messages];
    return saying(echo.prepare(call, {} as never), pythonCompact({ messages: turns }));
  };
  expect(await violation("prefix", counting)).toContain("turn 0 became");
});
