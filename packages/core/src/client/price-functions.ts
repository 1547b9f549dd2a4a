import { fromUser, isArray, type Json, type JsonObject, numeric } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { completionCost } from "../usage/pricing/completion-cost.ts";
import { readCostArgs } from "../usage/pricing/cost-args.ts";
import type { TextTokens } from "../usage/pricing/cost-context.ts";
import { costModels, soughtModel } from "../usage/pricing/cost-model.ts";
import { type PriceWorld, priceBook } from "../usage/pricing/price-book.ts";
import { type CostReceipt, receipt, receiptJson } from "../usage/pricing/receipt.ts";
import { tokenCost } from "../usage/pricing/token-cost.ts";
import type { Kwargs } from "./front.ts";
import { noFacts, openPrices, type Pricing, unpricedOutcome } from "./price-world.ts";
import { readArguments, type Signature } from "./read-arguments.ts";
import { tokenCounter } from "./token-counter.ts";

function told(cost: CostReceipt): Outcome {
  return { outcome: "value", value: receiptJson(cost), losses: cost.losses ?? [] };
}

const PER_TOKEN: Signature = {
  name: "cost_per_token",
  first: "model",
  others: [
    "prompt_tokens",
    "completion_tokens",
    "response_time_ms",
    "custom_llm_provider",
    "region_name",
    "prompt_characters",
    "completion_characters",
    "cache_creation_input_tokens",
    "cache_read_input_tokens",
    "custom_cost_per_token",
    "custom_cost_per_second",
    "number_of_queries",
    "usage_object",
    "rerank_billed_units",
    "call_type",
    "audio_transcription_file_duration",
    "service_tier",
    "data_residency",
    "vertex_location",
    "response",
    "request_model",
    "custom_model_info",
  ],
};

/** LiteLLM's `cost_per_token`, as a receipt whose `sides` are LiteLLM's two numbers. */
export async function costPerToken(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const read = readArguments({ model: "", ...kwargs }, PER_TOKEN);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  if (read.given.model === null)
    return unpricedOutcome({ kind: "Exception", text: "Invalid arg. Model cannot be none." });
  const world = await openPrices(pricing);
  if (!world.ok) return noFacts(world.text);
  const keys = new Set<string>();
  const asked = readCostArgs(read.given);
  const bill = tokenCost(
    asked,
    priceBook(world.value, (key) => keys.add(key)),
  );
  if (!bill.ok) return unpricedOutcome(bill.error);
  const { model, provider } = asked;
  return told(
    receipt({ model, provider, bill: bill.value, tools: [], keys: [...keys] }, world.value, { isFinal: true }),
  );
}

async function countOf(asked: Kwargs, pricing: Pricing): Promise<number | Outcome> {
  const counted = await tokenCounter(asked, pricing);
  return counted.outcome === "value" ? (numeric(counted.value.tokens) ?? 0) : counted;
}

/** The tokens of prompt and completion by each model that may count, where there is no answer to tell them. */
async function textTokens(
  given: JsonObject,
  world: PriceWorld,
  pricing: Pricing,
): Promise<ReadonlyMap<string, TextTokens> | Outcome> {
  const counts = new Map<string, TextTokens>();
  const { messages = null, prompt = "", completion = "" } = given;
  const isChat = isArray(messages) && messages.length > 0;
  if ((given.completion_response ?? null) !== null || (!isChat && prompt === "" && completion === "")) return counts;
  for (const model of costModels(soughtModel(given), world)) {
    if (model === undefined || counts.has(model)) continue;
    const asked = isChat
      ? await countOf({ model, messages }, pricing)
      : await countOf({ model, text: prompt }, pricing);
    const said = await countOf({ model, text: completion }, pricing);
    if (typeof asked !== "number") return asked;
    if (typeof said !== "number") return said;
    counts.set(model, { prompt: asked, completion: said });
  }
  return counts;
}

function taken(kwargs: Kwargs): JsonObject | string {
  const given: Record<string, Json> = {};
  for (const [name, it] of Object.entries(kwargs)) {
    const read = fromUser(it ?? null);
    if (!read.ok) return `${name}${read.pointer}: ${read.message}`;
    given[name] = read.value;
  }
  return given;
}

/** LiteLLM's `completion_cost`, as a receipt. */
export async function completionCosts(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const given = taken(kwargs);
  if (typeof given === "string") return unpricedOutcome({ kind: "ValueError", text: given });
  const world = await openPrices(pricing);
  if (!world.ok) return noFacts(world.text);
  const counted = await textTokens(given, world.value, pricing);
  if ("outcome" in counted) return counted;
  const cost = completionCost({ kwargs: given, counted }, world.value);
  return cost.ok ? told(cost.value) : unpricedOutcome(cost.error);
}
