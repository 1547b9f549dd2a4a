import { type ChunkOptions, chunkNormaliser, type Sink } from "@lintel/core";
import { type Json, type JsonObject, pythonCompact } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { chunkStage } from "./stream.ts";
import { toChunk } from "./stream-chunk.ts";

const OPTIONS: ChunkOptions = {
  model: "gpt-5",
  ownModel: "gpt-5",
  created: 1_700_000_000,
  seed: "5eed0001000040008000000000000001",
  includeUsage: false,
  repeatLimit: 5,
  mergeReasoning: false,
  leading: [],
  swallow: false,
  everyChoice: false,
};

interface Told {
  readonly sink: Sink;
  readonly told: string[];
}

function telling(): Told {
  const told: string[] = [];
  const sink: Sink = {
    chunk: (chunk) => void told.push(pythonCompact(chunk)),
    usage: () => void told.push("usage"),
    loss: ({ pointer }) => void told.push(`loss ${pointer}`),
    fault: ({ message }) => void told.push(`fault ${message}`),
    end: () => void told.push("end"),
  };
  return { sink, told };
}

/** The same without looking back: every event is read as a chunk of its own. */
function oneByOne(events: readonly JsonObject[]): readonly string[] {
  const { sink, told } = telling();
  const chunks = chunkNormaliser(OPTIONS, sink);
  const places = new Map<Json, number>();
  const slot = (item: Json): number => {
    const place = places.get(item) ?? places.size;
    places.set(item, place);
    return place;
  };
  const reading = { slot, idOf: (id: Json) => id, isBare: false, cited: [], lose: sink.loss, placeOf: () => 0 };
  for (const event of events) {
    const read = toChunk(event, reading);
    if ("text" in read || chunks.push({ ...read.chunk, id: "own" }) !== undefined) return [...told, "over"];
  }
  chunks.end();
  return told;
}

function staged(events: readonly JsonObject[]): readonly string[] {
  const { sink, told } = telling();
  const context = { provider: "openai", model: "gpt-5", now: 0 };
  const stage = chunkStage(sink, { options: OPTIONS, context, idOf: (id) => id, isBare: false, ownId: "own" });
  for (const event of events) stage.chunk(event);
  stage.end();
  const over = told.findIndex((it) => it.startsWith("fault"));
  return over < 0 ? told : [...told.slice(0, over), "over"];
}

const delta = fc.constantFrom<Json>("a", "b", "longer", "longer", "longer", "", null, 1, "\n");
const place = fc.constantFrom<Json>(0, 0, 0, 1);
const says = fc.constantFrom(
  "response.output_text.delta",
  "response.output_text.delta",
  "response.reasoning_summary_text.delta",
  "response.function_call_arguments.delta",
  "response.custom_tool_call_input.delta",
  "response.refusal.delta",
);
const call = { type: "function_call", id: "fc", call_id: "call", name: "f", arguments: "" };
const event = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ type: says, delta, output_index: place, summary_index: place }).map((it): JsonObject => it),
  },
  fc.constantFrom<JsonObject>(
    { type: "response.output_item.added", output_index: 0, item: call },
    { type: "response.output_item.added", output_index: 1, item: { type: "message" } },
    { type: "response.output_item.done", output_index: 0, item: call },
    { type: "response.output_text.annotation.added" },
    { type: "response.completed", response: { output: [] } },
    { type: "toString", delta: "a" },
  ),
);

it("gives for an event that says more of the same the chunk it gives for each alone", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 16 }), (events) => {
      expect(staged(events)).toEqual(oneByOne(events));
    }),
    { numRuns: 3000 },
  );
});

it("tells the citations of a message together at its end, where clients that join chunks find one list", () => {
  const cited = (title: string): JsonObject => ({
    type: "response.output_text.annotation.added",
    output_index: 0,
    content_index: 0,
    annotation: { type: "url_citation", url: "https://a.example/", title, start_index: 0, end_index: 1 },
  });
  const told = staged([
    { type: "response.output_text.delta", output_index: 0, content_index: 0, delta: "One" },
    cited("A"),
    { type: "response.output_text.delta", output_index: 0, content_index: 0, delta: "Two" },
    cited("B"),
    {
      type: "response.output_text.annotation.added",
      annotation: { type: "file_citation", file_id: "file-1", filename: "a.pdf", index: 3 },
    },
    { type: "response.completed", response: { id: "resp_1", output: [], status: "completed" } },
  ]);
  const lists = told.filter((it) => it.includes('"annotations"'));
  expect(lists.map((it) => it.match(/"title":"[AB]"/g))).toEqual([
    ['"title":"A"', '"title":"A"', '"title":"B"', '"title":"B"'],
  ]);
  expect(lists.join()).toContain('{"type":"file_citation","file_id":"file-1","filename":"a.pdf"}');
  expect(told).toContain("loss /response.output_text.annotation.added/annotation/index");
});
