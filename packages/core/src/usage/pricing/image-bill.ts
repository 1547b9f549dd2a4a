import { isArray, isObject, type Json, type JsonObject, numeric, pythonRepr } from "../../json/index.ts";
import { type ChatUsage, readUsage } from "../usage-read.ts";
import { times } from "./amount.ts";
import { type Bill, NOTHING, single } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import type { ImagesAsked } from "./price-rules.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { hasPrice, rateOf, rawPrice } from "./rate.ts";

function count(value: Json | undefined): number {
  return Math.trunc(numeric(value) ?? 0);
}

function outputDetails(usage: JsonObject, output: number): JsonObject {
  const { completion_tokens_details: first, output_tokens_details: second } = usage;
  const told = isObject(first) ? first : isObject(second) ? second : undefined;
  if (told === undefined) return { text_tokens: 0, image_tokens: output, reasoning_tokens: 0, audio_tokens: 0 };
  const [text, image, audio, reasoning] = [
    told.text_tokens,
    told.image_tokens,
    told.audio_tokens,
    told.reasoning_tokens,
  ].map(count);
  const known = (text ?? 0) + (image ?? 0) + (audio ?? 0) + (reasoning ?? 0);
  return {
    text_tokens: (text ?? 0) + Math.max(output - known, 0),
    image_tokens: image ?? 0,
    reasoning_tokens: reasoning ?? 0,
    audio_tokens: audio ?? 0,
  };
}

/** The tokens of an image answer (`calculate_image_response_cost_from_usage`); undefined where none are told. */
export function imageTokens({ usage }: JsonObject): ChatUsage | undefined {
  if (!isObject(usage)) return undefined;
  const { input_tokens: input, output_tokens: output, total_tokens: total, input_tokens_details: details } = usage;
  if ([input, output, total].some((it) => numeric(it) === undefined)) return undefined;
  if ([input, output, total].every((it) => numeric(it) === 0)) return undefined;
  const text = isObject(details) ? (details.text_tokens ?? null) : null;
  const image = isObject(details) ? (details.image_tokens ?? null) : null;
  return readUsage({
    prompt_tokens: input ?? 0,
    completion_tokens: output ?? 0,
    total_tokens: total ?? 0,
    ...(isObject(details) && { prompt_tokens_details: { text_tokens: text, image_tokens: image, cached_tokens: 0 } }),
    completion_tokens_details: outputDetails(usage, count(output)),
  });
}

/** How many images an answer holds. */
export function imageCount({ data }: JsonObject): number {
  return isArray(data) ? data.length : 0;
}

function namesOf({ model, provider, quality }: ImagesAsked, size: string): readonly string[] {
  const isPrefixed = provider !== undefined && provider !== "" && model.startsWith(`${provider}/`);
  const own = isPrefixed ? model.replaceAll(`${provider}/`, "") : undefined;
  const base = own === undefined ? `${size}/${model}` : `${provider}/${size}/${own}`;
  const bare = `${size}/${model.split("/").at(-1)}`;
  const rated = (name: string): string => (quality === "" ? name : `${quality}/${name}`);
  return [rated(base), base, `high/${base}`, rated(bare), bare, model, ...(own === undefined ? [] : [own])];
}

/** Images by the piece or by the pixel, of a given size and quality (`default_image_cost_calculator`). */
export function imageBill(asked: ImagesAsked, { world: { facts } }: PriceBook): Priced<Bill> {
  const { size, count: images, model, provider } = asked;
  const text = size.includes("x") && !size.includes("-x-") ? size.replaceAll("x", "-x-") : size;
  const [height, width, ...rest] = text.split("-x-").map(Number);
  if (height === undefined || width === undefined || rest.length > 0 || !Number.isInteger(height * width))
    return unpriced("ValueError", `invalid literal for int() with base 10: ${pythonRepr(text)}`);
  const names = namesOf(asked, text);
  const row = names.map((name) => facts.row(name)).find((it) => it !== undefined);
  const isPrefixed = provider !== undefined && model.startsWith(`${provider}/`);
  const tried = pythonRepr(isPrefixed ? names : [...names, null]);
  if (row === undefined) return unpriced("Exception", `Model not found in cost map. Tried checking ${tried}`);
  const each = rateOf(row, "input_cost_per_image");
  if (each !== undefined) {
    const sum = times(rawPrice(row, "input_cost_per_image") ?? each.value, images);
    return priced({ input: { ...single("images", images, each), sum }, output: NOTHING });
  }
  const pixel = rateOf(row, "input_cost_per_pixel");
  if (pixel === undefined || !hasPrice(row, "input_cost_per_pixel"))
    return unpriced("Exception", `No pricing information found for model ${model}. Tried checking ${tried}`);
  const lines = single("pixels", height * width * images, pixel);
  return priced({
    input: {
      ...lines,
      sum: times(times(times(rawPrice(row, "input_cost_per_pixel") ?? pixel.value, height), width), images),
    },
    output: NOTHING,
  });
}
