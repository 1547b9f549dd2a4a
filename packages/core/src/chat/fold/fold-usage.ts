import { isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { toInt } from "../chunk-int.ts";
import { addUsage, NO_USAGE, type UsageTotal } from "../stream-usage-total.ts";
import { attributeless, choicesOf, type FoldNotes, held } from "./fold-reading.ts";

const TOTALS = ["prompt_tokens", "completion_tokens", "total_tokens"] as const;

function isCount(value: Json | undefined): boolean {
  return !truthy(value) || toInt(value) !== undefined;
}

function usagesOf(chunks: readonly JsonObject[], { raise }: FoldNotes): readonly JsonObject[] {
  return chunks.flatMap(({ usage = null }) => {
    if (usage === null) return [];
    if (!isObject(usage)) raise(attributeless(usage, "model_dump"));
    else if (!TOTALS.every((key) => isCount(usage[key]))) raise("Input should be a valid integer");
    return isObject(usage) ? [usage] : [];
  });
}

function hasFinished(chunks: readonly JsonObject[]): boolean {
  return chunks.some((chunk) =>
    choicesOf(chunk).some((choice) => isObject(choice) && held(choice, "finish_reason") !== undefined),
  );
}

/**
 * What the chunks tell of their usage. Where a provider begins a stream with a placeholder, one that stands alone, before any
 * finish reason, is no count.
 */
export function foldUsage(
  chunks: readonly JsonObject[],
  { notes, beginsWithPlaceholder }: { readonly notes: FoldNotes; readonly beginsWithPlaceholder: boolean },
): UsageTotal {
  const told = usagesOf(chunks, notes);
  const total = told.reduce(addUsage, NO_USAGE);
  const counts = told.filter((usage) => (numeric(toInt(usage.completion_tokens)) ?? 0) > 0).length;
  if (!beginsWithPlaceholder || counts !== 1 || hasFinished(chunks)) return total;
  const { completionDetails: _, ...rest } = total;
  return { ...rest, completion: 0 };
}
