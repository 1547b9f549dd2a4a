import { isObject, type JsonObject, numeric } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import { type Bill, type Line, NOTHING } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { free, hasPrice, type PriceRow, type Rate, rateOf } from "./rate.ts";

const PAGE = "ocr_cost_per_page";
const CREDIT = "ocr_cost_per_credit";
const ANNOTATION = "annotation_cost_per_page";

/** The prices of reading documents, by their fields in the price map and LiteLLM's arguments of `ocr`. */
export const OCR_PRICES = [PAGE, CREDIT, ANNOTATION] as const;

type Read = Pick<Bill, "losses"> & { readonly lines: readonly Line[] };

/** LiteLLM's warnings "returning 0.0 cost". */
function nothingBilled(field: string, reason: string): Priced<Read> {
  const loss: Loss = { pointer: `/completion_response/usage_info/${field}`, action: "dropped", reason };
  return priced({ lines: [], losses: [loss] });
}

function pageLines(row: PriceRow, usage: JsonObject): Priced<Read> {
  const [page, annotation] = [rateOf(row, PAGE), rateOf(row, ANNOTATION)];
  const annotationRate: Rate | undefined = annotation ?? page;
  const pages = numeric(usage.pages_processed);
  const annotated = numeric(usage.pages_processed_annotation) ?? 0;
  const isAnnotated = annotationRate !== undefined && annotated > 0;
  if (pages === undefined && !isAnnotated)
    return page !== undefined && !hasPrice(row, CREDIT)
      ? unpriced("ValueError", "OCR response pages_processed is None")
      : nothingBilled("pages_processed", "the provider told neither pages nor credits: nothing is billed");
  if (page === undefined && !isAnnotated)
    return nothingBilled("pages_processed", "no price per page is known of this model: nothing is billed");
  return priced({
    lines: [
      { bucket: "pages", quantity: pages ?? 0, rate: page ?? free(PAGE) },
      { bucket: "annotation_pages", quantity: annotated, rate: annotationRate ?? free(ANNOTATION) },
    ],
  });
}

interface Priceable {
  readonly model: string;
  readonly provider: string;
  /** The caller's own prices, which go before the price map's. */
  readonly own: PriceRow;
}

/** Pages that were read, and those that were annotated besides; or the provider's credits (`ocr_cost`). */
export function ocrBill(
  { model, provider, own }: Priceable,
  response: JsonObject | undefined,
  book: PriceBook,
): Priced<Bill> {
  if (response === undefined || !("pages" in response))
    return unpriced("ValueError", "response must be of type OCRResponse got type=<class 'dict'>");
  const { usage_info: usage } = response;
  if (!isObject(usage)) return unpriced("ValueError", "OCR response usage_info is None");
  const found = book.info({ model, provider });
  const row = { ...(found.ok && found.value.row), ...own };
  const [credits, credit] = [numeric(usage.credits), rateOf(row, CREDIT)];
  const read =
    credits !== undefined && credit !== undefined
      ? priced<Read>({ lines: [{ bucket: "credits", quantity: credits, rate: credit }] })
      : pageLines(row, usage);
  if (!read.ok) return read;
  const { lines, losses } = read.value;
  return priced({ input: { lines, factors: [] }, output: NOTHING, ...(losses !== undefined && { losses }) });
}
