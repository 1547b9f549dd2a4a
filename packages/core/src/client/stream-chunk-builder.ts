import { foldChunks } from "../chat/fold/fold-chunks.ts";
import type { FoldedChunks } from "../chat/fold/folded-chunks.ts";
import type { Missing } from "../chat/stream-usage.ts";
import type { Fault } from "../fault.ts";
import { uuid } from "../ids.ts";
import { float, isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Outcome } from "../outcome.ts";
import type { CountedUsage, TokenCounts, Usage } from "../transducer.ts";
import { countUsage } from "./count-usage.ts";
import type { Kwargs } from "./front.ts";
import { completionCosts } from "./price-functions.ts";
import type { Pricing } from "./price-world.ts";
import { readArguments } from "./read-arguments.ts";

const SIGNATURE = {
  name: "stream_chunk_builder",
  first: "chunks",
  others: ["messages", "start_time", "end_time"],
} as const;

/** LiteLLM tells no more of what it stumbled over. */
const STUMBLED: Fault = {
  origin: "caller",
  kind: "APIError",
  status: 500,
  message: "litellm.APIError: Error building chunks for logging/streaming usage calculation",
  provider: "",
  model: "",
};

function isMissing({ prompt, completion, reasoning }: Missing): boolean {
  return prompt || completion || reasoning;
}

/** Where the numbers of the usage come from. */
function originOf(missing: Missing): Usage["origin"] {
  return isMissing(missing) ? "estimated" : "reported";
}

async function counted(folded: FoldedChunks, kwargs: Kwargs, pricing: Pricing): Promise<CountedUsage> {
  const { missing, model, completion, reasoning } = folded;
  if (!isMissing(missing)) return { counted: true, counts: {} };
  return countUsage(
    () => kwargs.messages,
    pricing,
  )({
    model: model ?? "",
    isTold: true,
    prompt: missing.prompt,
    ...(missing.completion && { completion }),
    ...(missing.reasoning && { reasoning }),
  });
}

/** The price of an answer: what its usage tells, or what it amounts to; null where nobody knows. */
async function costOf(completion: JsonObject, pricing: Pricing): Promise<Json> {
  const { usage } = completion;
  const told = isObject(usage) ? numeric(usage.cost) : undefined;
  if (told !== undefined) return float(told);
  const priced = await completionCosts({ completion_response: completion }, pricing);
  return priced.outcome === "value" ? (priced.value.litellm ?? null) : null;
}

interface Answer {
  readonly folded: FoldedChunks;
  readonly counts: TokenCounts | undefined;
  readonly losses: readonly Loss[];
}

async function answered({ folded, counts, losses }: Answer, pricing: Pricing): Promise<Outcome> {
  const completion = folded.answer(counts);
  const origin = completion.usage === undefined ? null : originOf(folded.missing);
  const value = { completion, usage_origin: origin, cost: await costOf(completion, pricing) };
  return { outcome: "value", value, losses: [...folded.losses, ...losses] };
}

/**
 * LiteLLM's `stream_chunk_builder`: `{ completion, usage_origin, cost }`, the whole answer that chunks amount to, null for none,
 * where its usage comes from, and its price.
 */
export async function streamChunkBuilder(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const read = readArguments(kwargs, SIGNATURE);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const { host, world } = pricing;
  const seed = host.id();
  const found = foldChunks(read.given.chunks ?? null, {
    clock: { now: Math.floor(host.now() / 1000), uuid: (n) => uuid(seed, n) },
    isLossy: world.settings.lintel_lossy_folding === true,
    rules: (whose) => world.providers.foldRules?.(whose) ?? { kept: [], beginsWithPlaceholder: false },
  });
  if (found.folded === "raises") return { outcome: "fault", fault: { ...STUMBLED, detail: found.text }, losses: [] };
  if (found.folded === "nothing")
    return { outcome: "value", value: { completion: null, usage_origin: null, cost: null }, losses: [] };
  const folded = found.answer;
  const usage = await counted(folded, kwargs, pricing);
  if (usage.counted) return answered({ folded, counts: usage.counts, losses: [] }, pricing);
  const loss: Loss = { pointer: "/usage", action: "dropped", reason: usage.reason };
  return answered({ folded, counts: undefined, losses: [loss] }, pricing);
}
