import { numeric } from "../../json/index.ts";
import type { ChatUsage } from "../usage-read.ts";
import { type BaseRates, baseRates, type Pricing, reasoningRate } from "./base-rates.ts";
import { type Bill, type Factor, type Line, multiplied, type Side } from "./bill.ts";
import { hasPrice, type PriceRow, type Rate, rateOf, tierField, toRate } from "./rate.ts";
import { type PromptSplit, splitCompletion, splitPrompt } from "./token-split.ts";

/** How a request was served, as far as it changes what its tokens cost. */
export interface Served extends Pricing {
  /** LiteLLM's `data_residency`: `eu` or `us`. */
  readonly residency?: string | undefined;
  /** Its `vertex_location`: anywhere but `global` may cost more. */
  readonly location?: string | undefined;
}

interface Context {
  readonly row: PriceRow;
  readonly rates: BaseRates;
  readonly tier: string | undefined;
}

function line(bucket: string, quantity: number, rate: Rate | undefined): readonly Line[] {
  return quantity > 0 && rate !== undefined ? [{ bucket, quantity, rate }] : [];
}

/** What audio, images and videos cost where a row has a price for them, else what text does (`_modality_token_cost`). */
function modality(field: string, { row, rates, tier }: Context): Rate | undefined {
  const own = tierField(field, tier);
  const priced = hasPrice(row, own) ? own : field;
  return hasPrice(row, priced) ? rateOf(row, priced) : rates.input;
}

function writeLines({ cacheWrite, cacheWrites }: PromptSplit, { rates }: Context): readonly Line[] {
  if (cacheWrites === undefined) return line("cache_write_5m", cacheWrite, rates.cacheWrite);
  const { short, long } = cacheWrites;
  const both = [
    ...line("cache_write_5m", short, rates.cacheWrite),
    ...line("cache_write_1h", long, rates.cacheWrite1h),
  ];
  return both.map((it) => ({ ...it, group: "cache_write" }));
}

/** Whether tokens of a kind are paid by another measure: their seconds or their number. */
function isMeasured(size: number, field: string, row: PriceRow): boolean {
  return size > 0 && hasPrice(row, field);
}

/** A prompt's lines, in the order LiteLLM adds them up (`_calculate_input_cost`). */
function inputLines(split: PromptSplit, context: Context): readonly Line[] {
  const { row, rates, tier } = context;
  const { text, cacheRead, cacheReadAudio, characters, images, videoSeconds, audioSeconds, queries } = split;
  const cachedAudio = rateOf(row, tierField("cache_read_input_audio_token_cost", tier)) ?? rates.cacheRead;
  const isByCharacter = isMeasured(characters, "input_cost_per_character", row);
  const isByVideo = isMeasured(videoSeconds, "input_cost_per_video_per_second", row);
  const isByAudio = isMeasured(audioSeconds, "input_cost_per_audio_per_second", row);
  const isByImage = isMeasured(images, "input_cost_per_image", row);
  return [
    ...line("text", isByCharacter ? 0 : text, rates.input),
    ...line("cache_read", cacheRead - cacheReadAudio, rates.cacheRead),
    ...line("cache_read_audio", cacheReadAudio, cachedAudio),
    ...line("audio", isByAudio ? 0 : split.audio, modality("input_cost_per_audio_token", context)),
    ...line("image", isByImage ? 0 : split.image, modality("input_cost_per_image_token", context)),
    ...line("video", isByVideo ? 0 : split.video, modality("input_cost_per_video_token", context)),
    ...writeLines(split, context),
    ...line("characters", characters, rateOf(row, "input_cost_per_character")),
    ...line("images", images, rateOf(row, "input_cost_per_image")),
    ...line("video_seconds", videoSeconds, rateOf(row, "input_cost_per_video_per_second")),
    ...line("audio_seconds", audioSeconds, rateOf(row, "input_cost_per_audio_per_second")),
    ...line("queries", queries, rateOf(row, "input_cost_per_query")),
  ];
}

function outputLines(usage: ChatUsage, { row, rates }: Context, served: Served): readonly Line[] {
  const { text, audio, image, video, reasoning } = splitCompletion(usage);
  const own = (field: string): Rate => rateOf(row, field) ?? rates.output;
  return [
    ...line("text", text, rates.output),
    ...line("audio", audio, own("output_cost_per_audio_token")),
    ...line("reasoning", reasoning, reasoningRate(row, usage.prompt, { ...served, output: rates.output })),
    ...line("image", image, own("output_cost_per_image_token")),
    ...line("video", video, own("output_cost_per_video_token")),
  ];
}

const RESIDENCIES: ReadonlySet<string> = new Set(["eu", "us"]);

function factor(row: PriceRow, field: string): Factor | undefined {
  const rate = toRate(row[field], field);
  return rate && { name: field, rate };
}

/** What processing in a region costs more (`_get_regional_uplift_multiplier`). */
export function residencyFactor(row: PriceRow, residency: string | undefined): Factor | undefined {
  const region = residency?.toLowerCase();
  return region !== undefined && RESIDENCIES.has(region)
    ? factor(row, `regional_processing_uplift_multiplier_${region}`)
    : undefined;
}

/** What an endpoint that is not global costs more (`get_vertex_regional_endpoint_uplift`). */
export function locationFactor(row: PriceRow, location: string | undefined): Factor | undefined {
  if (location === undefined || location.toLowerCase() === "global") return undefined;
  return factor(row, "regional_endpoint_uplift_multiplier");
}

/** Both sides with one more factor. */
export function withFactor({ input, output }: Bill, more: Factor | undefined): Bill {
  return { input: multiplied(input, more), output: multiplied(output, more) };
}

/** What a usage costs by a row of prices, as LiteLLM reckons for most providers (`generic_cost_per_token`). */
export function tokenBill(row: PriceRow, usage: ChatUsage, served: Served): Bill {
  const context = { row, rates: baseRates(row, usage.prompt, served), tier: served.tier };
  const input: Side = { lines: inputLines(splitPrompt(usage), context), factors: [] };
  const output: Side = { lines: outputLines(usage, context, served), factors: [] };
  const bill = withFactor({ input, output }, residencyFactor(row, served.residency));
  return withFactor(bill, locationFactor(row, served.location));
}

/** A row's price as a number; 0 where there is none. */
export function priceOf(row: PriceRow, field: string): number {
  return numeric(row[field]) ?? 0;
}
