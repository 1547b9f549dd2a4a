import { entries, isObject, type Json, type JsonObject, numeric, object } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { toInt } from "../chunk-int.ts";
import { addUsage, NO_USAGE, type UsageTotal } from "../stream-usage-total.ts";
import { attributeless, choicesOf, type FoldNotes, held } from "./fold-reading.ts";
import type { FoldRules } from "./fold-rules.ts";

const DETAILS: ReadonlySet<string> = new Set(["prompt_tokens_details", "completion_tokens_details", "server_tool_use"]);
const TOTALS = ["prompt_tokens", "completion_tokens", "total_tokens"] as const;

function isCount(value: Json | undefined): boolean {
  return !truthy(value) || toInt(value) !== undefined;
}

// Usage.__init__ takes no notice of empty details in a dict; those a stream has read before are there, though empty.
function withoutEmptyDetails(usage: JsonObject): JsonObject {
  const kept = entries(usage).filter(([name, value]) => !DETAILS.has(name) || truthy(value));
  return object(kept);
}

function usagesOf(chunks: readonly JsonObject[], { notes: { raise }, isRead }: UsageFolding): readonly JsonObject[] {
  return chunks.flatMap(({ usage = null }) => {
    if (usage === null) return [];
    if (!isObject(usage)) raise(attributeless(usage, "model_dump"));
    else if (!TOTALS.every((key) => isCount(usage[key]))) raise("Input should be a valid integer");
    if (!isObject(usage)) return [];
    return [isRead ? usage : withoutEmptyDetails(usage)];
  });
}

interface UsageFolding {
  readonly notes: FoldNotes;
  /** Whether a stream has read the chunks before. */
  readonly isRead: boolean;
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
  { beginsWithPlaceholder, ...folding }: UsageFolding & Pick<FoldRules, "beginsWithPlaceholder">,
): UsageTotal {
  const told = usagesOf(chunks, folding);
  const total = told.reduce(addUsage, NO_USAGE);
  const counts = told.filter((usage) => (numeric(toInt(usage.completion_tokens)) ?? 0) > 0).length;
  if (!beginsWithPlaceholder || counts !== 1 || hasFinished(chunks)) return total;
  const { completionDetails: _, ...rest } = total;
  return { ...rest, completion: 0 };
}
