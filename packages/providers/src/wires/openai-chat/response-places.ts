import { type FreePlace, strip } from "@lintel/core";

/** A text that may begin with what the model thought, or that says nothing, is read. */
function said(text: string): string | undefined {
  return text.startsWith("<") || strip(text) === "" || text.trim() === "" ? undefined : text;
}

const COUNTS: readonly string[] = [
  "completion_tokens",
  "prompt_tokens",
  "total_tokens",
  "prompt_tokens_details/cached_tokens",
  "completion_tokens_details/reasoning_tokens",
];

/** What a chat completion may tell otherwise than another one and is answered alike. */
export const PLACES: readonly FreePlace<"chat">[] = [
  { at: "id", is: "text" },
  { at: "created", is: "count" },
  { at: "system_fingerprint", is: "text" },
  { at: "choices/*/message/content", is: "text", told: said },
  ...COUNTS.map((at) => ({ at: `usage/${at}`, is: "count" }) as const),
];
