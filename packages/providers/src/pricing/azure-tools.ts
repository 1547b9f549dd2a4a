import { isObject, type JsonObject, numeric } from "@lintel/core/json";
import { type Line, type PriceBook, type Rate, toRate } from "@lintel/core/pricing";

const STORAGE: Rate = { value: 0.1, exact: { digits: 1n, scale: 1 }, field: "vector_store_cost_per_gb_per_day" };
/** LiteLLM's AZURE_COMPUTER_USE_…_COST_PER_1K_TOKENS, a thousand times what Azure charges. */
const COMPUTER_IN: Rate = { value: 3, exact: { digits: 3n, scale: 0 }, field: "computer_use_input_cost_per_1k_tokens" };
const COMPUTER_OUT: Rate = {
  value: 12,
  exact: { digits: 12n, scale: 0 },
  field: "computer_use_output_cost_per_1k_tokens",
};

function size(value: JsonObject[string] | undefined): number {
  return numeric(value) ?? 0;
}

function storage({ vector_store_usage: usage }: JsonObject): readonly Line[] {
  if (!isObject(usage)) return [];
  const quantity = size(usage.storage_gb) * size(usage.days);
  return quantity === 0 ? [] : [{ bucket: "gigabyte_days", quantity, rate: STORAGE }];
}

function computer({ computer_use_usage: usage }: JsonObject): readonly Line[] {
  if (!isObject(usage)) return [];
  const line = (tokens: number, rate: Rate): readonly Line[] =>
    tokens === 0 ? [] : [{ bucket: "computer_use", quantity: tokens / 1000, rate, group: "computer_use" }];
  return [
    ...line(Math.trunc(size(usage.input_tokens)), COMPUTER_IN),
    ...line(Math.trunc(size(usage.output_tokens)), COMPUTER_OUT),
  ];
}

function interpreter({ code_interpreter_sessions: given }: JsonObject, book: PriceBook): readonly Line[] {
  const sessions = Math.trunc(size(given));
  const found = book.info({ model: "azure/container", provider: "azure" });
  const field = "code_interpreter_cost_per_session";
  const rate = found.ok ? toRate(book.world.facts.row(found.value.key)?.[field], field) : undefined;
  return sessions === 0 || rate === undefined ? [] : [{ bucket: "code_sessions", quantity: sessions, rate }];
}

/** What Azure's assistants use besides tokens. */
export function azureTools(params: JsonObject, book: PriceBook): readonly Line[] {
  return [...storage(params), ...computer(params), ...interpreter(params, book)];
}

/** A file search: by call, or on Azure by what is stored and how long. */
export function fileSearchLines(provider: string | undefined, file: JsonObject): readonly Line[] {
  if (provider !== "azure") {
    const rate: Rate = { value: 2.5 / 1000, exact: { digits: 25n, scale: 4 }, field: "file_search_cost_per_1k_calls" };
    return [{ bucket: "file_searches", quantity: 1, rate }];
  }
  const quantity = size(file.storage_gb) * size(file.days);
  const rate = { ...STORAGE, field: "file_search_cost_per_gb_per_day" };
  return quantity === 0 ? [] : [{ bucket: "gigabyte_days", quantity, rate }];
}
