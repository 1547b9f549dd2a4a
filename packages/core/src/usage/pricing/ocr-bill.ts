import { isObject, type JsonObject, numeric } from "../../json/index.ts";
import { type Bill, type Line, NOTHING } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Priced, priced, unpriced } from "./priced.ts";
import { free, hasPrice, type PriceRow, type Rate, rateOf } from "./rate.ts";

const PAGE = "ocr_cost_per_page";
const CREDIT = "ocr_cost_per_credit";
const ANNOTATION = "annotation_cost_per_page";

function pageLines(row: PriceRow, usage: JsonObject): Priced<readonly Line[]> {
  const [page, annotation] = [rateOf(row, PAGE), rateOf(row, ANNOTATION)];
  const annotationRate: Rate | undefined = annotation ?? page;
  const pages = numeric(usage.pages_processed);
  const annotated = numeric(usage.pages_processed_annotation) ?? 0;
  const isAnnotated = annotationRate !== undefined && annotated > 0;
  if (pages === undefined && !isAnnotated && page !== undefined && !hasPrice(row, CREDIT))
    return unpriced("ValueError", "OCR response pages_processed is None");
  if (!isAnnotated && (pages === undefined || page === undefined)) return priced([]);
  return priced([
    { bucket: "pages", quantity: pages ?? 0, rate: page ?? free(PAGE) },
    { bucket: "annotation_pages", quantity: annotated, rate: annotationRate ?? free(ANNOTATION) },
  ]);
}

/** Pages that were read, and those that were annotated besides; or the provider's credits (`ocr_cost`). */
export function ocrBill(
  { model, provider }: { readonly model: string; readonly provider: string },
  response: JsonObject | undefined,
  book: PriceBook,
): Priced<Bill> {
  if (response === undefined || !("pages" in response))
    return unpriced("ValueError", "response must be of type OCRResponse got type=<class 'dict'>");
  const { usage_info: usage } = response;
  if (!isObject(usage)) return unpriced("ValueError", "OCR response usage_info is None");
  const found = book.info({ model, provider });
  const row = found.ok ? found.value.row : {};
  const [credits, credit] = [numeric(usage.credits), rateOf(row, CREDIT)];
  const lines =
    credits !== undefined && credit !== undefined
      ? priced<readonly Line[]>([{ bucket: "credits", quantity: credits, rate: credit }])
      : pageLines(row, usage);
  return lines.ok ? priced({ input: { lines: lines.value, factors: [] }, output: NOTHING }) : lines;
}
