import { type Bill, NOTHING, over, type PriceBook, priced, rateOf, single, times } from "@lintel/core/pricing";
import { byRow, type TokenRule } from "./token-rules.ts";

const plain = byRow("azure");

/** Azure's tokens; models that have a price by the second are priced by the time they took. */
export const azureTokens: TokenRule = (asked, book) => {
  const found = book.info({ model: asked.model, provider: "azure" });
  if (!found.ok) return found;
  const rate = rateOf(found.value.row, "output_cost_per_second");
  const { responseMs } = asked;
  if (rate === undefined || responseMs === undefined) return plain(asked, book);
  const output = { ...single("seconds", responseMs / 1000, rate), sum: over(times(rate.value, responseMs), 1000) };
  return priced({ input: NOTHING, output });
};

const ROUTER_ROWS: ReadonlySet<string> = new Set(["model-router", "model_router"]);

function rowName(model: string): string {
  const name = model.toLowerCase();
  return name.startsWith("azure_ai/") ? name.slice("azure_ai/".length) : name;
}

function isRouter(model: string): boolean {
  const name = model.toLowerCase();
  return name.includes("model-router") || name.includes("model_router");
}

/** The router's own fee: a price for each token of the prompt. */
function fee(model: string, tokens: number, book: PriceBook): Bill["input"]["lines"] {
  const name = rowName(model);
  const found = book.info({ model: ROUTER_ROWS.has(name) ? name : "model_router", provider: "azure_ai" });
  const rate = found.ok ? rateOf(found.value.row, "input_cost_per_token") : undefined;
  return rate === undefined || rate.value <= 0 ? [] : [{ bucket: "routing", quantity: tokens, rate }];
}

const foundry = byRow("azure_ai");

/** Azure AI's tokens, and once the fee of the router that chose the model. */
export const azureAiTokens: TokenRule = (asked, book) => {
  const { model, requestModel = "", usage } = asked;
  const own = foundry(asked, book);
  if (!own.ok && !isRouter(model)) return own;
  const bill = own.ok ? own.value : { input: NOTHING, output: NOTHING };
  if (ROUTER_ROWS.has(rowName(model))) return priced(bill);
  const named = [model, requestModel].find(isRouter);
  if (named === undefined) return priced(bill);
  return priced({ ...bill, input: { ...bill.input, lines: [...bill.input.lines, ...fee(named, usage.prompt, book)] } });
};
