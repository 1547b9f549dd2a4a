import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/index.ts";
import { sanitised } from "./messages-content.ts";
import { mockMessage } from "./messages-mock.ts";

const SEPARATOR = "__thought__";

function contents(...content: readonly JsonObject[]): readonly JsonObject[] {
  return [{ role: "assistant", content }];
}

describe("a history on its way to a messages API", () => {
  test("loses its empty blocks, and the messages that had no other", () => {
    const said = { type: "text", text: "Hi" };
    const history = [
      ...contents(said, { type: "text", text: " \n" }, { type: "thinking", thinking: "", signature: "s" }),
      ...contents({ type: "text", text: "" }),
      { role: "user", content: "" },
      { role: "user", content: [] },
    ];
    const { messages, losses } = sanitised(history, SEPARATOR);
    expect(messages).toEqual([...contents(said), { role: "user", content: "" }, { role: "user", content: [] }]);
    expect(losses.map(({ pointer }) => pointer)).toEqual([
      "/messages/0/content/1",
      "/messages/0/content/2",
      "/messages/1/content/0",
    ]);
  });

  test("knows where the caller gave what now stands elsewhere", () => {
    const said = { type: "text", text: "Hi" };
    const history = [...contents({ type: "text", text: "" }), ...contents({ type: "text", text: " " }, said)];
    const { messages, origin } = sanitised(history, SEPARATOR);
    expect(messages).toEqual(contents(said));
    expect(
      ["/messages/0", "/messages/0/role", "/messages/0/content/0/text", "/messages/7", "/tools/0"].map((at) =>
        origin?.(at),
      ),
    ).toEqual(["/messages/1", "/messages/1/role", "/messages/1/content/1/text", "/messages/7", "/tools/0"]);
  });

  test("leaves a history alone in which nothing is to be put right", () => {
    const history = [...contents({ type: "text", text: "Hi" }), { role: "user", content: "" }];
    const clean = sanitised(history, SEPARATOR);
    expect(clean.messages).toBe(history);
    expect(clean).toEqual({ messages: history, losses: [] });
  });

  test("keeps redacted thinking and signatures as they are", () => {
    const history = contents(
      { type: "redacted_thinking", data: "" },
      { type: "thinking", thinking: "Well", signature: "sig==" },
    );
    const { messages, losses } = sanitised(history, SEPARATOR);
    expect(messages[0]).toBe(history[0]);
    expect(losses).toEqual([]);
  });

  test("has ids of tool calls in the letters the API takes, one underscore for each other character", () => {
    const { messages } = sanitised(
      contents(
        { type: "tool_use", id: "functions.Bash:0", name: "Bash", input: {} },
        { type: "tool_use", id: `call_1${SEPARATOR}c2ln`, name: "Bash", input: {} },
        { type: "tool_result", tool_use_id: "😀.", content: "" },
        { type: "tool_use", id: "", name: "Bash", input: {} },
      ),
      SEPARATOR,
    );
    expect(messages).toEqual(
      contents(
        { type: "tool_use", id: "functions_Bash_0", name: "Bash", input: {} },
        { type: "tool_use", id: "call_1", name: "Bash", input: {} },
        { type: "tool_result", tool_use_id: "__", content: "" },
        { type: "tool_use", id: "tool_use_id", name: "Bash", input: {} },
      ),
    );
  });

  test("has searches that the API did not make as text, and its own as they are", () => {
    const use = { type: "server_tool_use", id: "srv_1", name: "web_search", input: { query: "moon" } };
    const found = { type: "web_search_result", url: "https://a.example", title: "A" };
    const result = { type: "web_search_tool_result", tool_use_id: "srv_1", content: [found] };
    const sealed = { ...result, content: [{ ...found, encrypted_content: "x" }] };
    expect(sanitised(contents(use, result), SEPARATOR).messages).toEqual(
      contents({ type: "text", text: "Web search results for 'moon':\n\nTitle: A\nURL: https://a.example" }),
    );
    expect(sanitised(contents(use, sealed), SEPARATOR).messages).toEqual(contents(use, sealed));
    const failed = { ...result, content: { type: "web_search_tool_result_error", error_code: "max_uses_exceeded" } };
    expect(sanitised(contents(failed), SEPARATOR).messages).toEqual(
      contents({ type: "text", text: "Web search results:\n\nSearch failed: max_uses_exceeded" }),
    );
  });
});

describe("a mock of a messages call", () => {
  test("acts out the failures LiteLLM knows, and says anything else", () => {
    const told = (reply: string) =>
      mockMessage(reply, { provider: "p", model: "m" }).answer({ id: "0".repeat(32), now: 0 });
    expect(told("litellm.RateLimitError")).toMatchObject({ answer: "fault", fault: { status: 429, provider: "p" } });
    expect(told("Hi")).toMatchObject({ answer: "value", value: { content: [{ type: "text", text: "Hi" }] } });
  });
});
