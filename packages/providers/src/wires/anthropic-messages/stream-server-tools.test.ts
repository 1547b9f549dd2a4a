import { client } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { adapters, bridges, directory } from "../../index.ts";
import { FEW } from "./growing-list.ts";

type Asks = "completion" | "responses";

const ASKED = {
  completion: { messages: [{ role: "user", content: "a" }] },
  responses: { input: "a" },
};

function asking(reply: string, type: string) {
  const pieces = [new TextEncoder().encode(reply)];
  return client(
    {
      send: async () => ({
        sent: true,
        head: { status: 200, headers: [["content-type", type]] },
        body: {
          ...(type === "application/json" && { whole: pieces[0] }),
          read: async () => {
            const bytes = pieces.pop();
            return bytes === undefined ? { read: "end" } : { read: "bytes", bytes };
          },
          cancel: () => undefined,
        },
      }),
      supply: async () => ({ supplied: false, message: "nothing is here" }),
      wait: async () => undefined,
      now: () => 1_762_000_000_000,
      id: () => "0".repeat(32),
    },
    { adapters, providers: directory, bridges, env: { ANTHROPIC_API_KEY: "sk-1" } },
  );
}

const MESSAGE = { id: "msg_1", type: "message", role: "assistant", model: "claude-sonnet-4-5", stop_sequence: null };
const USAGE = { input_tokens: 1, output_tokens: 1 };

async function chunksOf(blocks: readonly JsonObject[], asks: Asks = "completion"): Promise<readonly JsonObject[]> {
  const events = [
    { type: "message_start", message: { ...MESSAGE, content: [], stop_reason: null, usage: USAGE } },
    ...blocks.flatMap((block, index) => [
      { type: "content_block_start", index, content_block: isObject(block.input) ? { ...block, input: {} } : block },
      ...(isObject(block.input)
        ? [
            {
              type: "content_block_delta",
              index,
              delta: { type: "input_json_delta", partial_json: JSON.stringify(block.input) },
            },
          ]
        : []),
      { type: "content_block_stop", index },
    ]),
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: USAGE },
    { type: "message_stop" },
  ];
  const text = events.map((it) => `event: ${it.type}\ndata: ${JSON.stringify(it)}\n\n`).join("");
  const kwargs = { model: "anthropic/claude-sonnet-4-5", stream: true, ...ASKED[asks] };
  const outcome = await asking(text, "text/event-stream")[asks](kwargs);
  if (outcome.outcome !== "stream") throw new Error(outcome.outcome);
  const chunks: JsonObject[] = [];
  const sink = {
    chunk: (it: JsonObject) => void chunks.push(it),
    usage: () => undefined,
    loss: () => undefined,
    fault: ({ message }: { readonly message: string }) => {
      throw new Error(message);
    },
    end: () => undefined,
  };
  const pump = outcome.stream.start(sink);
  while (await pump.read());
  return chunks;
}

async function wholeOf(content: readonly JsonObject[]): Promise<JsonObject> {
  const message = { ...MESSAGE, content, stop_reason: "end_turn", usage: USAGE };
  const kwargs = { model: "anthropic/claude-sonnet-4-5", ...ASKED.completion };
  const outcome = await asking(JSON.stringify(message), "application/json").completion(kwargs);
  return outcome.outcome === "value" ? fieldsOf(outcome.value, "message") : {};
}

function fieldsOf({ choices }: JsonObject, name: "delta" | "message"): JsonObject {
  const [choice] = Array.isArray(choices) ? choices : [];
  const said: Json = isObject(choice) ? (choice[name] ?? null) : null;
  const fields: Json = isObject(said) ? (said.provider_specific_fields ?? null) : null;
  return isObject(fields) ? fields : {};
}

/** What each chunk tells of providers' own tools. */
async function toldOf(blocks: readonly JsonObject[]): Promise<readonly JsonObject[]> {
  return (await chunksOf(blocks)).map((it) => fieldsOf(it, "delta"));
}

type Make = (at: number) => readonly JsonObject[];

const search: Make = (at) => [
  { type: "server_tool_use", id: `srvtoolu_${at}`, name: "web_search", input: { query: `q${at}` } },
  {
    type: "web_search_tool_result",
    tool_use_id: `srvtoolu_${at}`,
    content: [{ type: "web_search_result", url: `https://a.example/${at}`, title: "t", encrypted_content: "e" }],
  },
];
const fetched: Make = (at) => [
  { type: "server_tool_use", id: `srvtoolu_${at}`, name: "web_fetch", input: { url: `https://a.example/${at}` } },
  { type: "web_fetch_tool_result", tool_use_id: `srvtoolu_${at}`, content: { type: "web_fetch_result" } },
];
const run: Make = (at) => [
  { type: "server_tool_use", id: `srvtoolu_${at}`, name: "bash_code_execution", input: { command: `ls ${at}` } },
  {
    type: "bash_code_execution_tool_result",
    tool_use_id: `srvtoolu_${at}`,
    content: { type: "bash_code_execution_result", stdout: `${at}`, stderr: "", return_code: 0, content: [] },
  },
];
const compaction: Make = (at) => [{ type: "compaction", content: `so far ${at}` }];

const KINDS = { search, fetched, run, compaction };
const LISTS = ["web_search_results", "tool_results", "code_interpreter_results", "compaction_blocks"] as const;

function many(count: number, make: Make): readonly JsonObject[] {
  return Array.from({ length: count }, (_, at) => make(at)).flat();
}

/** The items of a list, or of one by name; what is null is not told of those in a whole answer. */
function itemsOf(value: Json | undefined): readonly JsonObject[] {
  const items: readonly Json[] = isObject(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  return items
    .filter(isObject)
    .map((item) => Object.fromEntries(Object.entries(item).filter(([, member]) => member !== null)));
}

function sizeOf(value: Json | undefined): number {
  return itemsOf(value).length;
}

function lastOf(told: readonly JsonObject[]): JsonObject {
  return Object.assign({}, ...told);
}

describe("what the provider's own tools answered in a stream", () => {
  it.each(Object.entries(KINDS))("is told whole with each of few: %s", async (_, make) => {
    const told = await toldOf(many(FEW, make));
    const [name = "compaction_blocks"] = LISTS.filter((it) => told.some((fields) => it in fields));
    const counts = told.filter((fields) => name in fields).map((fields) => sizeOf(fields[name]));
    expect(counts).toEqual(Array.from({ length: FEW }, (_, at) => at + 1));
  });

  it.each(Object.entries(KINDS))(
    "takes no more than in proportion to it of many, and is whole at the end: %s",
    async (_, make) => {
      const blocks = many(10 * FEW, make);
      const told = await toldOf(blocks);
      for (const name of [...LISTS, "web_search_calls"]) {
        const items = told.reduce((sum, fields) => sum + sizeOf(fields[name]), 0);
        expect(items, name).toBeLessThan(2 * FEW * FEW + 4 * 10 * FEW);
      }
      const whole = await wholeOf(blocks);
      const last = lastOf(told);
      for (const name of [...LISTS, "web_search_calls"])
        expect(itemsOf(last[name]), name).toEqual(itemsOf(whole[name]));
      expect(LISTS.some((name) => sizeOf(last[name]) === 10 * FEW)).toBe(true);
    },
  );

  it("is told of many calls call by call, each by its name", async () => {
    const told = await toldOf(many(FEW + 2, search));
    const calls = told.map((fields) => fields.web_search_calls).filter((it) => it !== undefined);
    const parts = calls.filter((it) => sizeOf(it) === 1).map((it) => (isObject(it) ? Object.keys(it) : []));
    expect(parts.slice(-4).flat()).toEqual([FEW, FEW, FEW + 1, FEW + 1].map((at) => `srvtoolu_${at}`));
    expect(sizeOf(calls.at(-1))).toBe(FEW + 2);
  });

  it("is in a response's events whole, however many there were", async () => {
    const events = await chunksOf(many(3 * FEW, search), "responses");
    const done = events.filter(({ type, item }) => type === "response.output_item.done" && isObject(item));
    const searches = done.filter(({ item }) => isObject(item) && item.type === "web_search_call");
    expect(searches).toHaveLength(3 * FEW);
    expect(searches.every(({ item }) => isObject(item) && item.status === "completed")).toBe(true);
    expect(events.some(({ type }) => type === "response.function_call_arguments.delta")).toBe(false);
  });
});
