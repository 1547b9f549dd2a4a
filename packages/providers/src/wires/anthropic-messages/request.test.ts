import type { Call, Document, Given, Step } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import type { JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { mapException } from "../../faults/index.ts";
import { anthropicMessages, type MessagesVendor, type Trait } from "./index.ts";
import type { MessagesNeeds, MessagesState } from "./types.ts";

const TRAITS: Readonly<Record<string, readonly Trait[]>> = {
  budgeted: ["reasons", "samples", "takesForcedTools"],
  adaptive: ["reasons", "adaptive", "takesForcedTools", "hasFormats", "takesEffort", "takesXhigh"],
  restless: ["reasons", "adaptive", "alwaysThinks", "hasFormats", "takesEffort"],
};

const VENDOR: MessagesVendor = {
  provider: "example",
  label: "Example",
  connection: { key: { settings: [], env: ["EXAMPLE_API_KEY"] }, base: { settings: [], env: [] } },
  has: (model, trait) => TRAITS[model]?.includes(trait) === true,
  mostTokens: () => 999,
  beta: (name) => (name.startsWith("old-") ? undefined : name),
  url: ({ target: { base = "" } }) => `${base}/v1/messages`,
  auth: ({ call, given: { key } }) =>
    key === undefined
      ? { refused: "There is no key." }
      : { callers: call.target.headers, auth: [["x-api-key", key]], betas: [] },
  inlinesImages: false,
  fault: mapException,
};
const adapter = anthropicMessages(VENDOR);
const KEY = new Secret("api_key", "sk-very-secret");
const GIVEN: Given<MessagesNeeds> = { key: KEY, images: [] };

type Changes = Partial<Call<"chat">> & { readonly messages?: readonly JsonObject[]; readonly params?: JsonObject };

function callOf({ messages = [{ role: "user", content: "Hi" }], params = {}, ...changes }: Changes = {}): Call<"chat"> {
  return {
    route: "chat",
    provider: "example",
    model: "budgeted",
    requestedModel: "example/budgeted",
    id: "00112233445566778899aabbccddeeff",
    now: 1_700_000_000,
    input: { messages, params, providerParams: {}, extra: {} },
    stream: false,
    target: { base: "https://api.example.com", isDefault: true, key: KEY, headers: [], options: {} },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
    ...changes,
  };
}

function sent(step: Step<MessagesState>) {
  if (step.step !== "send") throw new Error(`no request: ${JSON.stringify(step)}`);
  const { body, headers } = step.plan;
  const text = body?.body === "text" ? body.text : "";
  const lost = (step.losses ?? []).map(({ pointer, action }) => `${action} ${pointer}`);
  return { state: step.state, body: JSON.parse(text), text, lost, headers: Object.fromEntries(headers) };
}

function prepared(changes: Changes = {}, given = GIVEN) {
  return sent(adapter.prepare(callOf(changes), given));
}

function refused(changes: Changes, given = GIVEN) {
  const step = adapter.prepare(callOf(changes), given);
  return step.step === "fail" ? step.fault : undefined;
}

function tool(name: string, parameters: JsonObject = { type: "object", properties: {} }): JsonObject {
  return { type: "function", function: { name, parameters } };
}

function calling(...ids: readonly string[]): JsonObject {
  const calls = ids.map((id) => ({ id, type: "function", function: { name: "look", arguments: '{"n": 1.0}' } }));
  return { role: "assistant", tool_calls: calls };
}

describe("a request's body", () => {
  it("has no place for options of a stream: those that are not heeded here are lost", () => {
    const stream_options = { include_usage: true, include_obfuscation: true };
    const lost = (changes: Changes) => prepared(changes).lost.filter((loss) => loss.includes("stream_options"));
    expect(lost({ stream: true, params: { stream_options } })).toEqual(["dropped /stream_options/include_obfuscation"]);
    expect(lost({ params: { stream_options } })).toEqual(["dropped /stream_options"]);
  });

  it("is printed compact for a whole answer and as Python does for a stream", () => {
    const messages = [{ role: "user", content: "é" }];
    expect(prepared({ messages }).text).toBe(
      '{"model":"budgeted","messages":[{"role":"user","content":[{"type":"text","text":"é"}]}],"max_tokens":999}',
    );
    expect(prepared({ messages, stream: true }).text).toBe(
      '{"model": "budgeted", "messages": [{"role": "user", "content": [{"type": "text", "text": "\\u00e9"}]}], "max_tokens": 999, "stream": true}',
    );
  });

  it("names a limit, and says so where the caller did not", () => {
    expect(prepared().lost).toContain("defaulted /max_tokens");
    expect(prepared({ params: { max_tokens: 5 } })).toMatchObject({ body: { max_tokens: 5 }, lost: [] });
  });

  it("keeps numbers as they were written", () => {
    const { text } = prepared({
      messages: [{ role: "user", content: "?" }, calling("a"), { role: "tool", tool_call_id: "a", content: "" }],
    });
    expect(text).toContain('"input":{"n":1.0}');
  });
});

describe("turns", () => {
  it("hoists instructions, joins neighbours of one side and fills blank texts", () => {
    const messages = [
      { role: "system", content: "One." },
      { role: "user", content: "A" },
      { role: "user", content: " " },
      { role: "developer", content: "Two." },
      { role: "assistant", content: "B" },
      { role: "assistant", content: "C  " },
    ];
    const { body, lost } = prepared({ messages });
    expect(body.system.map(({ text }: { readonly text: string }) => text)).toEqual(["One.", "Two."]);
    expect(body.messages.map(({ role }: JsonObject) => role)).toEqual(["user", "assistant"]);
    expect(body.messages[0].content[1].text).toBe("[System: Empty message content sanitised to satisfy protocol]");
    expect(body.messages[1].content[1].text).toBe("C");
    expect(lost).toContain("defaulted /messages/2/content");
  });

  it("sends thinking back to its issuer as it came, and nobody else's", () => {
    const own = { type: "thinking", thinking: "Hm.", signature: "c2ln\u2028" };
    const redacted = { type: "redacted_thinking", data: "ZGF0YQ==" };
    const foreign = { type: "thinking", thinking: "Ha.", signature: "litellm_encrypted_reasoning:x" };
    const messages = [
      { role: "user", content: "A" },
      {
        role: "assistant",
        content: "B",
        thinking_blocks: [own, foreign, redacted, { type: "thinking", thinking: "?" }],
      },
      { role: "user", content: "C" },
    ];
    const { body, lost } = prepared({ messages });
    expect(body.messages[1].content).toEqual([own, redacted, { type: "text", text: "B" }]);
    expect(lost).toEqual(
      expect.arrayContaining(["dropped /messages/1/thinking_blocks/1", "dropped /messages/1/thinking_blocks/3"]),
    );
  });

  it("gives thinking and the provider's own tools back in the order they came in", () => {
    const result = { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] };
    const call = { id: "srvtoolu_1", type: "function", function: { name: "web_search", arguments: "{}" } };
    const thought = (thinking: string): JsonObject => ({ type: "thinking", thinking, signature: "s" });
    const said = {
      role: "assistant",
      content: "B",
      thinking_blocks: [thought("1"), thought("2")],
      tool_calls: [call],
      provider_specific_fields: { web_search_results: [result] },
    };
    const { body } = prepared({ messages: [{ role: "user", content: "A" }, said, { role: "user", content: "C" }] });
    expect(body.messages[1].content.map(({ type }: JsonObject) => type)).toEqual([
      "thinking",
      "server_tool_use",
      "web_search_tool_result",
      "thinking",
      "text",
    ]);
  });

  it("tells which messages it could not read", () => {
    expect(refused({ messages: [{ role: "narrator", content: "x" }] })?.message).toContain(
      "Invalid Message passed in {'role': 'narrator', 'content': 'x'}\nReceived Messages=",
    );
    expect(refused({ messages: [] })?.message).toContain("at least one non-system message");
    expect(prepared({ messages: [], settings: { modify_params: true } }).body.messages).toEqual([
      { role: "user", content: [{ type: "text", text: "Please continue." }] },
    ]);
  });

  it("leaves the bytes before a new turn as they were", () => {
    const before = [
      { role: "user", content: "A" },
      { role: "assistant", content: "B" },
      { role: "user", content: "C" },
    ];
    const after = [...before, { role: "assistant", content: "D" }, { role: "user", content: "E" }];
    const { messages } = prepared({ messages: before }).body;
    expect(prepared({ messages: after }).body.messages.slice(0, 3)).toEqual(messages);
  });
});

describe("calls and results", () => {
  it("bring a dummy tool where none is given", () => {
    const messages = [
      { role: "user", content: "?" },
      calling("a:1"),
      { role: "tool", tool_call_id: "a:1", content: "x" },
    ];
    const { body, lost } = prepared({ messages });
    expect(body.tools).toMatchObject([{ name: "dummy_tool" }]);
    expect(body.messages[1].content[0].id).toBe("a_1");
    expect(body.messages[2].content[0].tool_use_id).toBe("a_1");
    expect(lost).toContain("renamed /messages/2/tool_call_id");
  });

  it("are completed and cleared of orphans where the settings let a request be put right", () => {
    const messages = [
      { role: "user", content: "?" },
      calling("a", "b"),
      { role: "tool", tool_call_id: "a", content: "old" },
      { role: "tool", tool_call_id: "a", content: "new" },
      { role: "user", content: "!" },
      { role: "tool", tool_call_id: "zzz", content: "nobody asked" },
    ];
    const { body } = prepared({ messages, settings: { modify_params: true } });
    const blocks: readonly JsonObject[] = body.messages[2].content;
    expect(blocks.map(({ tool_use_id: id, content, text }) => [id, content ?? text])).toEqual([
      ["a", "new"],
      ["b", "[System: Tool execution skipped/interrupted by user. No result provided for tool 'look'.]"],
      [undefined, "!"],
    ]);
  });

  it("have arguments that were cut off closed, and others refused in Python's words", () => {
    const called = (text: string): readonly JsonObject[] => [
      { role: "user", content: "?" },
      { role: "assistant", tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: text } }] },
    ];
    const { body } = prepared({ messages: called('{"a": ["]", {"b": 1},') });
    expect(body.messages[1].content[0].input).toEqual({ a: ["]", { b: 1 }] });
    expect(refused({ messages: called("nope") })?.message).toContain(
      "Failed to parse tool call arguments for tool 'f' (Anthropic tool invoke). Error: Expecting value: line 1 column 1 (char 0). Arguments: nope",
    );
  });
});

describe("tools", () => {
  it("go under names Anthropic takes, and the way back is kept", () => {
    const tools = [tool("a/b"), tool("a_b"), tool("a.b")];
    const { body, state } = prepared({ params: { tools } });
    expect(body.tools.map(({ name }: JsonObject) => name)).toEqual(["a_b_2", "a_b", "a_b_3"]);
    expect(state?.toolNames).toEqual({ a_b_2: "a/b", a_b_3: "a.b" });
  });

  it("have older definitions written out and what Anthropic does not read told", () => {
    const schema = {
      type: "object",
      definitions: { P: { type: "object", properties: { next: { $ref: "#/definitions/P" } } } },
      properties: { definitions: { type: "string" }, p: { $ref: "#/definitions/P" } },
      title: "T",
    };
    const { body, lost } = prepared({ params: { tools: [tool("t", schema)] } });
    expect(body.tools[0].input_schema).toEqual({
      type: "object",
      properties: {
        definitions: { type: "string" },
        p: { type: "object", properties: { next: { $ref: "#/definitions/P" } } },
      },
    });
    expect(lost).toContain("dropped /tools/0/function/parameters/title");
  });

  it("are refused where Anthropic has none of the kind", () => {
    expect(refused({ params: { tools: [{ type: "hologram", function: {} }] } })?.message).toContain(
      "Unsupported tool type: hologram",
    );
  });

  it("cannot be forced on every model", () => {
    const params = { tools: [tool("t")], tool_choice: "required", parallel_tool_calls: false };
    expect(prepared({ params }).body.tool_choice).toEqual({ type: "any", disable_parallel_tool_use: true });
    expect(refused({ params, model: "restless" })?.kind).toBe("UnsupportedParamsError");
    const policy = { dropParams: true, allowedOpenaiParams: [], additionalDropParams: [] };
    expect(prepared({ params, model: "restless", policy }).body.tool_choice).toEqual({
      type: "auto",
      disable_parallel_tool_use: true,
    });
  });
});

describe("thinking", () => {
  it.each([
    [
      "budgeted",
      { reasoning_effort: "high" },
      { thinking: { type: "enabled", budget_tokens: 4096 }, max_tokens: 8192 },
    ],
    ["adaptive", { reasoning_effort: "minimal" }, { output_config: { effort: "low" }, max_tokens: 999 }],
    ["adaptive", { thinking: { type: "enabled", budget_tokens: 9000 } }, { output_config: { effort: "xhigh" } }],
    ["restless", { thinking: { type: "enabled", budget_tokens: 9000 } }, { output_config: { effort: "high" } }],
    ["budgeted", { thinking: { type: "adaptive" }, max_tokens: 1500 }, { thinking: { budget_tokens: 1499 } }],
  ])("%s takes %j as %j", (model, params, body) => {
    expect(prepared({ model, params }).body).toMatchObject(body);
  });

  it("cannot be switched off on a model that always thinks", () => {
    const { body, lost } = prepared({ model: "restless", params: { thinking: { type: "disabled" } } });
    expect(body.thinking).toBeUndefined();
    expect(lost).toContain("dropped /thinking");
  });
});

describe("a format", () => {
  const schema = { type: "object", properties: { minimum: { type: "integer", minimum: 1 } } };
  const params = { response_format: { type: "json_schema", json_schema: { name: "x", schema } } };

  it("is Anthropic's own where the model knows formats; limits become words, names of properties stay", () => {
    const { body, state, headers } = prepared({ model: "adaptive", params });
    expect(body.output_format.schema).toEqual({
      type: "object",
      properties: { minimum: { description: "Note: minimum value: 1.", type: "integer" } },
      additionalProperties: false,
    });
    expect(headers["anthropic-beta"]).toBe("structured-outputs-2025-11-13");
    expect(state?.jsonMode).toBe(true);
  });

  it("is a tool the model has to call where it does not", () => {
    const { body, state } = prepared({ params });
    expect(body).toMatchObject({ tool_choice: { name: "json_tool_call" }, tools: [{ input_schema: schema }] });
    expect(state?.jsonMode).toBe(true);
    expect(prepared({ params: { response_format: { type: "text" } } }).state?.jsonMode).toBe(false);
  });
});

describe("headers", () => {
  it("hold the betas a request needs with the caller's, sorted, without those the vendor does not take", () => {
    const headers = [["anthropic-beta", "z-1, old-1"]] as const;
    const target = { ...callOf().target, headers };
    const tools = [{ type: "memory_20250818", name: "memory" }];
    const { headers: got, lost } = prepared({ target, params: { tools } });
    expect(got["anthropic-beta"]).toBe("context-management-2025-06-27,z-1");
    expect(lost).toContain("dropped /extra_headers/anthropic-beta");
  });

  it("refuse a call without credentials in the vendor's words", () => {
    expect(refused({}, { images: [], key: undefined })).toMatchObject({
      kind: "AuthenticationError",
      message: "litellm.AuthenticationError: There is no key.",
      model: "budgeted",
    });
  });
});

describe("media", () => {
  const image = (url: string): readonly JsonObject[] => [
    { role: "user", content: [{ type: "image_url", image_url: { url } }] },
  ];

  it("over plain HTTP is asked of the host and sent as data", () => {
    const messages = image("http://img.example/cat.png");
    expect(adapter.needs(callOf({ messages })).images).toHaveLength(1);
    const found: Document = { bytes: Uint8Array.of(0, 1, 2), mediaType: "image/png" };
    expect(prepared({ messages }, { ...GIVEN, images: [found] }).body.messages[0].content[0].source).toEqual({
      type: "base64",
      media_type: "image/png",
      data: "AAEC",
    });
  });

  it("of a file is not fetched where files are not sent", () => {
    const file = { type: "file", file: { file_data: "https://files.example/a.pdf" } };
    const messages = [
      { role: "system", content: [file] },
      { role: "assistant", content: [file] },
      { role: "user", content: "Hi" },
    ];
    expect(adapter.needs(callOf({ messages })).images).toEqual([]);
  });

  it("over HTTPS is left to Anthropic", () => {
    const messages = image("https://img.example/cat.png");
    expect(adapter.needs(callOf({ messages })).images).toEqual([]);
    expect(prepared({ messages }).body.messages[0].content[0].source.type).toBe("url");
  });
});
