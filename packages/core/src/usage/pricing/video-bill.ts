import { type Bill, NOTHING, type Side, single } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { hasPrice, type PriceRow, type Rate, rateOf } from "./rate.ts";

/** A video to be priced. */
export interface VideoAsked {
  readonly model: string;
  readonly provider: string | undefined;
  /** Seconds; undefined where the answer does not tell. */
  readonly seconds: number | undefined;
  /** Such as `720p`. */
  readonly resolution: string | undefined;
  readonly count: number;
}

function suffix(resolution: string): string | undefined {
  const safe = [...resolution.trim().toLowerCase()].filter((it) => /[\p{L}\p{N}_]/u.test(it)).join("");
  return safe === "" || safe.length > 24 ? undefined : safe;
}

function secondRate(row: PriceRow, resolution: string | undefined): Rate | undefined {
  if (hasPrice(row, "output_cost_per_video_per_second")) return rateOf(row, "output_cost_per_video_per_second");
  const own = suffix(resolution ?? "");
  const field = `output_cost_per_second_${own}`;
  if (own !== undefined && hasPrice(row, field)) return rateOf(row, field);
  return rateOf(row, "output_cost_per_second");
}

function side(seconds: number, rate: Rate | undefined, count: number): Side {
  if (rate === undefined) return NOTHING;
  const one = single("video_seconds", seconds, rate);
  if (count === 1) return one;
  const times: Rate = { value: count, exact: { digits: BigInt(count), scale: 0 }, field: "video_count" };
  return { ...one, factors: [{ name: "video_count", rate: times }] };
}

function rowAnywhere({ model, provider }: VideoAsked, { world: { facts } }: PriceBook): PriceRow | undefined {
  const bare =
    provider !== undefined && model.startsWith(`${provider}/`) ? model.replaceAll(`${provider}/`, "") : undefined;
  const names = [
    model,
    model.split("/").at(-1) ?? model,
    ...(bare === undefined ? [] : [bare]),
    `${provider}/${model}`,
  ];
  return names.map((name) => facts.row(name)).find((row) => row !== undefined);
}

/** A video by its seconds (`video_generation_cost`); one whose length nobody tells costs nothing. */
export function videoBill(asked: VideoAsked, book: PriceBook): Priced<Bill> {
  const { model, provider, seconds, resolution, count } = asked;
  if (seconds === undefined) {
    const row = rowAnywhere(asked, book);
    return row === undefined
      ? unpriced("Exception", `Model not found in cost map for model=${model}`)
      : priced({ input: NOTHING, output: side(0, secondRate(row, resolution), 1) });
  }
  const found = book.info({ model, provider: provider || (book.rules?.anonymous ?? "") });
  return found.ok
    ? priced({ input: NOTHING, output: side(seconds, secondRate(found.value.row, resolution), count) })
    : found;
}
