import type { ChatUsage } from "../usage-read.ts";
import { type Bill, type Line, NOTHING, type Side } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced } from "./priced.ts";
import { hasPrice, type PriceRow, type Rate, rateOf } from "./rate.ts";
import { residencyFactor, withFactor } from "./token-bill.ts";
import { parsedPrompt } from "./token-split.ts";

const INPUT = "input_cost_per_token";
const OUTPUT = "output_cost_per_token";
const READ = "cache_read_input_token_cost";
const WRITE = "cache_creation_input_token_cost";

/** Half of a sum: LiteLLM divides each product, not the price. */
function half(bucket: string, tokens: number, rate: Rate): Line {
  return { bucket, quantity: tokens / 2, rate };
}

function byBatchPrice(row: PriceRow, usage: ChatUsage, rate: Rate): readonly Line[] {
  const { audio, image, video } = parsedPrompt(usage.promptDetails);
  const own = (kind: string): Rate => rateOf(row, `input_cost_per_${kind}_token_batches`) ?? rate;
  return [
    { bucket: "text", quantity: Math.max(usage.prompt - audio - image - video, 0), rate },
    { bucket: "audio", quantity: audio, rate: own("audio") },
    { bucket: "image", quantity: image, rate: own("image") },
    { bucket: "video", quantity: video, rate: own("video") },
  ];
}

function byHalfPrice(row: PriceRow, usage: ChatUsage, rate: Rate): readonly Line[] {
  const { cacheRead, cacheWrite } = parsedPrompt(usage.promptDetails);
  const read = rateOf(row, READ);
  const write = rateOf(row, WRITE);
  return [
    half("text", usage.prompt - cacheRead - cacheWrite, rate),
    ...(read !== undefined && cacheRead > 0 ? [half("cache_read", cacheRead, read)] : []),
    half("cache_write_5m", cacheWrite, write === undefined || write.value === 0 ? rate : write),
  ];
}

function inputOf(row: PriceRow, usage: ChatUsage): Side {
  const batch = `${INPUT}_batches`;
  const own = hasPrice(row, batch) ? rateOf(row, batch) : undefined;
  if (own !== undefined) return { lines: byBatchPrice(row, usage, own), factors: [] };
  const rate = rateOf(row, INPUT);
  return rate === undefined || rate.value === 0 ? NOTHING : { lines: byHalfPrice(row, usage, rate), factors: [] };
}

function outputOf(row: PriceRow, { completion }: ChatUsage): Side {
  const batch = `${OUTPUT}_batches`;
  const own = hasPrice(row, batch) ? rateOf(row, batch) : undefined;
  if (own !== undefined) return { lines: [{ bucket: "text", quantity: completion, rate: own }], factors: [] };
  const rate = rateOf(row, OUTPUT);
  return rate === undefined || rate.value === 0 ? NOTHING : { lines: [half("text", completion, rate)], factors: [] };
}

/** A batch's tokens (`batch_cost_calculator`): at batch prices, else at half of the ordinary ones; unknown models cost nothing. */
export function batchBill(
  asked: {
    readonly model: string;
    readonly provider: string;
    readonly usage: ChatUsage;
    readonly residency: string | undefined;
  },
  book: PriceBook,
): Priced<Bill> {
  const { model, provider, usage, residency } = asked;
  const found = book.info({ model, provider });
  if (!found.ok) return priced({ input: NOTHING, output: NOTHING });
  const { row } = found.value;
  return priced(
    withFactor({ input: inputOf(row, usage), output: outputOf(row, usage) }, residencyFactor(row, residency)),
  );
}
