import type { FreePlace } from "@lintel/core";

const COUNTS: readonly string[] = [
  "input_tokens",
  "output_tokens",
  "cache_creation_input_tokens",
  "cache_read_input_tokens",
  "cache_creation/ephemeral_5m_input_tokens",
  "cache_creation/ephemeral_1h_input_tokens",
];

/** What a message may tell otherwise than another one; nothing of it is changed. */
export const PLACES: readonly FreePlace<"messages">[] = [
  { at: "id", is: "text" },
  { at: "content/*/text", is: "text" },
  ...COUNTS.map((at) => ({ at: `usage/${at}`, is: "count" }) as const),
];
