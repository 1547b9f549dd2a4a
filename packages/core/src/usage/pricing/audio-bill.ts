import { times } from "./amount.ts";
import { type Bill, NOTHING, single } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { hasPrice, rateOf, rawPrice } from "./rate.ts";
import { tokenBill } from "./token-bill.ts";
import type { CostAsked, Named } from "./token-cost.ts";

const CHARACTER = "input_cost_per_character";

function byToken(
  { bare: model, provider }: Named,
  { usage, tier, residency }: CostAsked,
  book: PriceBook,
): Priced<Bill> {
  const found = book.info({ model, provider });
  if (!found.ok) return found;
  const isInclusive = book.rules?.isInclusive(provider) === true;
  return priced(tokenBill(found.value.row, usage, { tier, residency, now: book.world.now, isInclusive }));
}

/** Speech by its text's characters or by tokens. */
export function speechBill(name: Named, asked: CostAsked, book: PriceBook): Priced<Bill> {
  const { bare: model, provider } = name;
  const own = book.rules?.speech({ model, provider }, book);
  if (own !== undefined) return priced(own);
  const found = book.info({ model, provider });
  if (!found.ok) return found;
  const { row, key } = found.value;
  const rate = rateOf(row, CHARACTER);
  const { promptCharacters: characters } = asked;
  if (rate !== undefined && rate.value !== 0) {
    if (characters === undefined)
      return unpriced(
        "ValueError",
        `prompt_characters must be provided for tts calls. prompt_characters=None, model=${name.model}, custom_llm_provider=${provider}, call_type=${asked.callType}`,
      );
    const sum = times(rawPrice(row, CHARACTER) ?? rate.value, characters);
    return priced({ input: { ...single("characters", characters, rate), sum }, output: { ...NOTHING, sum: 0 } });
  }
  if ((rateOf(row, "input_cost_per_token")?.value ?? 0) === 0)
    return unpriced("ValueError", `Model ${key} does not have 'input_cost_per_character' or 'input_cost_per_token'`);
  return byToken(name, asked, book);
}

function hasTokens({ usage: { prompt, completion, promptDetails } }: CostAsked): boolean {
  return prompt > 0 || completion > 0 || (promptDetails?.audio ?? 0) > 0 || (promptDetails?.text ?? 0) > 0;
}

/** A transcription by its tokens, or by the seconds of its file (`cost_per_second`). */
export function transcriptionBill(name: Named, asked: CostAsked, book: PriceBook): Priced<Bill> {
  if (hasTokens(asked)) return byToken(name, asked, book);
  const { bare: model, provider } = name;
  const found = book.info({ model, provider: provider || (book.rules?.anonymous ?? "") });
  if (!found.ok) return found;
  const { row } = found.value;
  const output = rateOf(row, "output_cost_per_second");
  if (output !== undefined && output.value > 0)
    return priced({ input: NOTHING, output: single("seconds", asked.audioSeconds, output) });
  const input = hasPrice(row, "input_cost_per_second") ? rateOf(row, "input_cost_per_second") : undefined;
  return priced({
    input: input === undefined ? NOTHING : single("seconds", asked.audioSeconds, input),
    output: NOTHING,
  });
}
