import { type Json, type JsonObject, numeric } from "@lintel/core/json";

export type Status = "completed" | "incomplete";

const REASONS: Readonly<Record<string, string>> = {
  length: "max_output_tokens",
  content_filter: "content_filter",
  refusal: "content_filter",
};

function reasonOf(finish: Json): string | undefined {
  return typeof finish === "string" && Object.hasOwn(REASONS, finish) ? REASONS[finish] : undefined;
}

/** Whether an answer that ended so is whole. */
export function statusOf(finish: Json): Status {
  return finish === null || reasonOf(finish) !== undefined ? "incomplete" : "completed";
}

const IMAGE: Readonly<Record<string, string>> = { length: "incomplete", content_filter: "failed", error: "failed" };

/** How the making of an image ended. */
export function imageStatus(finish: Json): string {
  return (typeof finish === "string" && Object.hasOwn(IMAGE, finish) ? IMAGE[finish] : undefined) ?? "completed";
}

interface Counts {
  readonly used: Json | undefined;
  readonly most: Json | undefined;
}

/** Why an answer is not whole; one without a reason may have met its limit. */
export function incompleteDetails(finish: Json, { used, most }: Counts): JsonObject | null {
  const reason = reasonOf(finish);
  if (reason !== undefined) return { reason };
  const [spent, limit] = [numeric(used), numeric(most)];
  const isSpent = finish === null && spent !== undefined && limit !== undefined && spent >= limit;
  return isSpent ? { reason: "max_output_tokens" } : null;
}
