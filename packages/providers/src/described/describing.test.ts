import { expect, it } from "vitest";
import { describedBy } from "./described-by.ts";
import { describing } from "./describing.ts";

const call = { provider: "openai", params: {}, extra: {}, settings: {}, env: {} };

it("finds a description by whose model a name means, whichever name was given", () => {
  const { described, said } = describedBy([
    { name: "gpt-4o", row: { mode: "chat" } },
    { name: "openai/gpt-4o", row: { supports_vision: false, mode: null } },
    { name: "openai/house", row: { max_output_tokens: "12" } },
  ]);
  expect(described("openai", "gpt-4o")).toEqual({ mode: "chat", supports_vision: false });
  expect(said("openai/house")).toEqual({ max_output_tokens: 12 });
  expect(described("openai", "other")).toBeUndefined();
  expect(said("house")).toBeUndefined();
});

it("sends chats of a model whose mode is responses to that route, and one whose mode is chat to none", () => {
  const { providers } = describing([
    { name: "openai/house", row: { mode: "responses" } },
    { name: "openai/o3-pro", row: { mode: "chat" } },
  ]);
  expect(providers.chat.diverts({ ...call, model: "house" })).toBe("responses");
  expect(providers.chat.diverts({ ...call, model: "o3-pro" })).toBeUndefined();
  expect(describing([]).providers.chat.diverts({ ...call, model: "o3-pro" })).toBe("responses");
});

it("takes from a model's parameters what its description says it has not", () => {
  const { adapters } = describing([{ name: "openai/o3-mini", row: { supports_function_calling: false } }]);
  const [plain, told] = [describing([]).adapters, adapters].map((some) =>
    some.find(({ route, provider }) => route === "chat" && provider === "openai")?.supported("o3-mini"),
  );
  expect(plain).toContain("tools");
  expect(told).not.toContain("tools");
});
