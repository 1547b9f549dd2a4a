import type { Json, JsonObject } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { translated } from "./request-messages.ts";
import { arePlain } from "./request-plain.ts";
import type { ChatVendor, Lose, Raise } from "./types.ts";

const content = fc.oneof(
  { weight: 4, arbitrary: fc.string() },
  fc.constantFrom<Json>(null, 1, 0, true, {}, []),
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ type: fc.constant("text"), text: fc.string() }) },
      fc.constantFrom<Json>(
        { type: "text", text: "a", cache_control: { type: "ephemeral" } },
        { type: "text", text: null },
        { type: "thinking", text: "a", signature: "s" },
        { type: "image_url", text: "a", image_url: "https://a.example" },
        { type: "image_url", image_url: "https://a.example" },
        { type: "file", file: { file_id: "f", format: "pdf" } },
        "text",
        null,
      ),
    ),
    { maxLength: 3 },
  ),
);

const message: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.constantFrom("user", "user", "assistant", "system", "developer", "tool", "x"),
    content,
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<JsonObject>({}) },
      fc.constantFrom<JsonObject>(
        { name: "n" },
        { cache_control: { type: "ephemeral" } },
        { provider_specific_fields: { signature: "s" } },
      ),
    ),
  )
  .map(([role, said, more]) => ({ role, content: said, ...more }));

function vendorThat(takesSystem: boolean): Pick<ChatVendor, "provider" | "keepsDeveloper" | "takesSystem"> {
  return { provider: "openai", keepsDeveloper: () => false, takesSystem: () => takesSystem };
}

it("messages that are plain are those that looking through them gives, with nothing lost and nothing raised", () => {
  let plain = 0;
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.constantFrom("kept", "gone", "gone blindly"),
      fc.constantFrom("kept", "gone"),
      (messages, takesSystem, cacheMarkers, seals) => {
        if (!arePlain(messages, takesSystem)) return;
        plain++;
        const told: unknown[] = [];
        const lose: Lose = (loss) => void told.push(loss);
        const raise: Raise = (failure) => {
          told.push(failure);
          return {};
        };
        const place = { cacheMarkers, seals, documents: new Map(), isOrdered: false, lose, raise } as const;
        const call = { model: "m", input: { messages } };
        const sent = translated(call, { ...place, vendor: vendorThat(takesSystem) });
        expect(JSON.stringify(sent)).toBe(JSON.stringify(messages));
        expect(told).toEqual([]);
      },
    ),
    { numRuns: 4000 },
  );
  expect(plain).toBeGreaterThan(300);
});

it("messages with anything more are looked through", () => {
  expect(arePlain([{ role: "user", content: "Hi" }], true)).toBe(true);
  expect(arePlain([{ role: "user", content: "Hi", cache_control: null }], true)).toBe(false);
  expect(arePlain([{ role: "system", content: "Hi" }], false)).toBe(false);
  expect(arePlain([{ role: "developer", content: "Hi" }], true)).toBe(false);
});
