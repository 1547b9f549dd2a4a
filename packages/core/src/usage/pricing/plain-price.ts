import { float, isArray, isInt, isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import type { Buckets } from "../usage.ts";
import { fromUsage } from "../usage-buckets.ts";
import type { Amount } from "./amount.ts";
import { baseRates } from "./base-rates.ts";
import { tierOf } from "./cost-args.ts";
import { type PriceWorld, priceBook } from "./price-book.ts";
import type { CostReceipt } from "./receipt.ts";

/** What a prompt's token and an answer's cost, in US dollars. */
interface PlainRates {
  readonly input: number;
  readonly output: number;
}

/** Rates of calls that were found to cost their tokens and nothing else; null for the others. */
export type PlainPrices = Map<string, PlainRates | null>;

/** An answer whose price may be its tokens' alone. */
export interface PlainAsked {
  readonly provider: string;
  readonly model: string;
  /** The base URL the call names. */
  readonly base: string | undefined;
  readonly answeredBy: string | undefined;
  readonly response: JsonObject;
  readonly params: JsonObject;
}

/** A receipt whose amounts are there; everything else is reckoned when somebody asks. A class, since its getters are made once. */
class PlainReceipt implements CostReceipt {
  readonly litellm: Amount;
  readonly sides: CostReceipt["sides"];
  readonly #reckon: () => CostReceipt;
  #made: CostReceipt | undefined;

  readonly #told: JsonObject;

  constructor({ input, output }: PlainRates, told: JsonObject, reckon: () => CostReceipt) {
    this.litellm = float(input + output);
    this.sides = { input: float(input), output: float(output) };
    this.#told = told;
    this.#reckon = reckon;
  }

  #whole(): CostReceipt {
    this.#made ??= this.#reckon();
    return this.#made;
  }

  get total(): string {
    return this.#whole().total;
  }
  get model(): string {
    return this.#whole().model;
  }
  get provider(): string | undefined {
    return this.#whole().provider;
  }
  get lines(): CostReceipt["lines"] {
    return this.#whole().lines;
  }
  get factors(): CostReceipt["factors"] {
    return this.#whole().factors;
  }
  get adjustments(): CostReceipt["adjustments"] {
    return this.#whole().adjustments;
  }
  get rows(): CostReceipt["rows"] {
    return this.#whole().rows;
  }
  get usage(): Buckets {
    return fromUsage(this.#told);
  }
}

const DETAILS: ReadonlySet<string> = new Set(["prompt_tokens_details", "completion_tokens_details"]);
const TOTALS: ReadonlySet<string> = new Set(["prompt_tokens", "completion_tokens", "total_tokens"]);

function isNothing(value: Json | undefined): boolean {
  return value === null || value === undefined || value === 0;
}

function areNothing(details: Json | undefined): boolean {
  if (!isObject(details)) return isNothing(details);
  for (const name in details) if (!isNothing(details[name])) return false;
  return true;
}

/** Whether a usage tells a prompt's tokens and an answer's, and that none of them was anything but text. */
function isPlainUsage(usage: JsonObject): boolean {
  for (const name in usage) {
    if (TOTALS.has(name)) continue;
    if (!(DETAILS.has(name) ? areNothing(usage[name]) : isNothing(usage[name]))) return false;
  }
  return isInt(usage.prompt_tokens) && isInt(usage.completion_tokens);
}

function hasCitations({ choices }: JsonObject): boolean {
  if (!isArray(choices)) return true;
  for (const choice of choices) {
    const message = isObject(choice) ? choice.message : undefined;
    const annotations = isObject(message) ? message.annotations : undefined;
    if (isArray(annotations) && annotations.length > 0) return true;
  }
  return false;
}

const STEPPED = /_above_\d+k?_tokens|^tiered_pricing$|off_peak/;

function isFlat(row: JsonObject): boolean {
  return !Object.keys(row).some((field) => STEPPED.test(field) && (row[field] ?? null) !== null);
}

/** The rates that a receipt of a plain usage was made by, if it was by rates alone. */
function ratesOf({ rows, factors, adjustments, lines, losses }: CostReceipt, asked: PlainAsked, world: PriceWorld) {
  const [used, ...others] = rows;
  if (used === undefined || others.length > 0 || factors.length > 0 || adjustments.length > 0) return undefined;
  if (losses !== undefined || lines.some(({ bucket, side }) => bucket !== "text" || side === "tools")) return undefined;
  const found = priceBook(world).info({ model: used.key, provider: asked.provider });
  if (!found.ok || found.value.key !== used.key || !isFlat(found.value.row)) return undefined;
  const { service_tier: own } = asked.params;
  const tier = tierOf(own) ?? tierOf(asked.response.service_tier);
  const { input, output } = baseRates(found.value.row, 1, { tier, now: world.now, isInclusive: false });
  return input.value > 0 && output.value > 0 ? { input: input.value, output: output.value } : undefined;
}

function tokensOf(usage: JsonObject): readonly [prompt: number, completion: number] {
  return [numeric(usage.prompt_tokens) ?? 0, numeric(usage.completion_tokens) ?? 0];
}

/** Calls that are remembered at the most, since callers and providers name models, and how long what tells them apart may be. */
const MOST = 10_000;
const LONGEST = 1000;

/**
 * The receipt of an answer whose price is its tokens times two rates: what the general reckoning finds of one such answer holds
 * for the next of the same call, its model, tier and place being equal. Undefined where that reckoning has to be asked.
 */
export function plainPrice(
  asked: PlainAsked,
  world: PriceWorld,
  reckon: () => CostReceipt | undefined,
): CostReceipt | undefined {
  const { plain: known } = world;
  const { response, params } = asked;
  const { usage, model, service_tier: answered = null } = response;
  if (known === undefined || !isObject(usage) || !isPlainUsage(usage) || hasCitations(response)) return undefined;
  if (typeof model !== "string" || world.settings.cost_discount_config || world.settings.cost_margin_config)
    return undefined;
  const [prompt, completion] = tokensOf(usage);
  if (prompt <= 0 || completion <= 0) return undefined;
  const key = [asked.provider, asked.model, model, asked.base, asked.answeredBy, params.service_tier, answered].join(
    "\n",
  );
  const rates = known.get(key);
  if (rates === null) return undefined;
  if (rates !== undefined) {
    const sides = { input: prompt * rates.input, output: completion * rates.output };
    const receipt: CostReceipt = new PlainReceipt(sides, usage, () => reckon() ?? receipt);
    return receipt;
  }
  const made = reckon();
  if (made === undefined) return undefined;
  const found = ratesOf(made, asked, world);
  const isSame = found !== undefined && numeric(made.litellm) === prompt * found.input + completion * found.output;
  if (known.size < MOST && key.length <= LONGEST) known.set(key, isSame ? found : null);
  return made;
}
