import { type FreePlace, isOwnedResponseId, ownedResponseId, RESPONSES_TEXTS } from "@lintel/core";
import type { ResponsesCall } from "./types.ts";

const TEXTS: readonly string[] = ["output/*/id", "output/*/content/*/text", ...RESPONSES_TEXTS];
const COUNTS: readonly string[] = [
  "created_at",
  "completed_at",
  "usage/input_tokens",
  "usage/output_tokens",
  "usage/total_tokens",
  "usage/input_tokens_details/cached_tokens",
  "usage/output_tokens_details/reasoning_tokens",
];

/** What a provider's response may tell otherwise than another one and is answered alike; its id tells whose it is. */
export function placesOf(provider: string): readonly FreePlace<"responses">[] {
  const owned = (id: string, { input }: ResponsesCall): string | undefined =>
    isOwnedResponseId(id) ? undefined : ownedResponseId({ provider, modelId: input.marks.modelId, id });
  return [
    { at: "id", is: "text", told: owned },
    ...TEXTS.map((at) => ({ at, is: "text" }) as const),
    ...COUNTS.map((at) => ({ at, is: "count" }) as const),
  ];
}
