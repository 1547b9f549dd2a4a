import type { Loss } from "./loss.ts";
import type { CountedAnswer, Done } from "./step.ts";
import type { CountUsage } from "./stream-debt.ts";

interface Counting {
  readonly model: string;
  readonly count: Pick<CountUsage, "count"> | undefined;
}

/** An answer with its reasoning counted; what nobody can count is a loss. */
export async function countedAnswer(
  answer: Done,
  { model, count: counter }: Counting,
): Promise<CountedAnswer & { readonly uncountedLosses: readonly Loss[] }> {
  const { uncounted } = answer;
  if (uncounted === undefined) return { ...answer, uncountedLosses: [] };
  const asked = { model, isTold: true, prompt: false, reasoning: uncounted.text };
  const counted = await counter?.count(asked);
  if (counted?.counted === true) {
    const settled = uncounted.settle(counted.counts.reasoning ?? 0);
    return { ...settled, uncountedLosses: [] };
  }
  const reason = counted?.reason ?? "nobody counts the tokens of reasoning";
  return { ...answer, uncountedLosses: [{ pointer: "/usage/output_tokens_details", action: "dropped", reason }] };
}
