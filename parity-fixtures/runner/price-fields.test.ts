import { client } from "@lintel/core";
import { isObject as isJsonObject, isNum, type JsonObject } from "@lintel/core/json";
import { modelFacts } from "@lintel/providers/model-facts";
import { expect, test } from "vitest";
import { isObject, readCase, readLine } from "./case.ts";
import { fixtures } from "./fixtures.ts";
import { scriptedHost } from "./scripted-host.ts";
import { subject } from "./subject.ts";

/** Price fields of the map that LiteLLM does not read, though a recorded call asks for each by a model that has it. */
const UNREAD: readonly string[] = `
annotation_cost_per_page_batches cache_creation_input_audio_token_cost
cache_creation_input_token_cost_above_100k_tokens_batches cache_creation_input_token_cost_above_272k_tokens_batches
cache_creation_input_token_cost_above_272k_tokens_decisions
cache_creation_input_token_cost_above_272k_tokens_ultrafast cache_creation_input_token_cost_batches
cache_creation_input_token_cost_decisions cache_read_input_image_token_cost
cache_read_input_token_cost_above_100k_tokens_batches cache_read_input_token_cost_above_200k_tokens_batches
cache_read_input_token_cost_above_272k_tokens_batches cache_read_input_token_cost_above_272k_tokens_decisions
cache_read_input_token_cost_above_272k_tokens_ultrafast cache_read_input_token_cost_balanced
cache_read_input_token_cost_batches cache_read_input_token_cost_decisions citation_cost_per_token cost_per_second
explicit_cache_read_input_token_cost input_cost_per_audio_per_second_above_128k_tokens
input_cost_per_audio_token_priority input_cost_per_character_above_128k_tokens input_cost_per_image_above_128k_tokens
input_cost_per_pixel input_cost_per_request input_cost_per_text_message input_cost_per_token_above_100k_tokens_batches
input_cost_per_token_above_200k_tokens_batches input_cost_per_token_above_272k_tokens_batches
input_cost_per_token_above_272k_tokens_decisions input_cost_per_token_above_272k_tokens_ultrafast
input_cost_per_token_balanced input_cost_per_token_cache_hit input_cost_per_token_decisions
input_cost_per_video_per_second_above_128k_tokens input_cost_per_video_per_second_above_15s_interval
input_cost_per_video_per_second_above_8s_interval input_dbu_cost_per_token ocr_cost_per_page_batches
output_cost_per_character output_cost_per_character_above_128k_tokens output_cost_per_image_0.5K
output_cost_per_image_1024 output_cost_per_image_1536 output_cost_per_image_1K output_cost_per_image_2K
output_cost_per_image_4K output_cost_per_image_512 output_cost_per_image_token_batches output_cost_per_pixel
output_cost_per_second_2k output_cost_per_second_768p output_cost_per_token_above_100k_tokens_batches
output_cost_per_token_above_200k_tokens_batches output_cost_per_token_above_272k_tokens_batches
output_cost_per_token_above_272k_tokens_decisions output_cost_per_token_above_272k_tokens_ultrafast
output_cost_per_token_balanced output_cost_per_token_decisions output_dbu_cost_per_token
`
  .trim()
  .split(/\s+/);

/** A model's video at a resolution, or a field by its own name. */
function askedFor(id: string): string | undefined {
  const [, , group, name] = id.split("/");
  if (group === "video-size") return `output_cost_per_second_${name}`;
  return group === "field" ? name : undefined;
}

function priceFields(row: JsonObject): readonly string[] {
  return Object.entries(row).flatMap(([field, value]) =>
    field.includes("cost") && (typeof value === "number" || isNum(value)) ? [field] : [],
  );
}

interface Used {
  readonly asked: string | undefined;
  readonly fields: readonly string[];
}

/** The fields a recorded price is made of; undefined for another function's line. */
async function fieldsOf(text: string): Promise<Used | undefined> {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  if (call === undefined || !isObject(line)) return undefined;
  if (call.function !== "completion_cost" && call.function !== "cost_per_token") return undefined;
  const own = client(scriptedHost(call).host, { ...subject, settings: call.settings, env: call.env });
  const method = call.function === "completion_cost" ? own.completionCost : own.costPerToken;
  const outcome = await method(call.kwargs);
  const lines = outcome.outcome === "value" && Array.isArray(outcome.value.lines) ? outcome.value.lines : [];
  const fields = lines.flatMap((it) => (isJsonObject(it) && typeof it.field === "string" ? [it.field] : []));
  return { asked: askedFor(call.id), fields };
}

test("recorded prices are made of every price field of the map that LiteLLM reads", async () => {
  const used = new Set<string>();
  const asked = new Set<string | undefined>();
  let pairs = 0;
  for await (const { text } of fixtures({ route: "functions" })) {
    const found = await fieldsOf(text);
    if (found === undefined) continue;
    pairs += 1;
    asked.add(found.asked);
    for (const field of found.fields) used.add(field);
  }
  const facts = modelFacts();
  const all = new Set(facts.names().flatMap((name) => priceFields(facts.row(name) ?? {})));
  expect([...all].filter((field) => !used.has(field)).sort()).toEqual([...UNREAD].sort());
  expect(UNREAD.filter((field) => !asked.has(field))).toEqual([]);
  expect(pairs).toBeGreaterThan(1800);
}, 60_000);
