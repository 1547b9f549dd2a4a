import { type FreePlace, type Reckoned, uuid } from "@lintel/core";

const INPUT = "usage/input_tokens";
const OUTPUT = "usage/output_tokens";
const CACHED: readonly string[] = ["usage/cache_creation_input_tokens", "usage/cache_read_input_tokens"];
const WRITES: readonly string[] = ["ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens"];

const COUNTS: readonly string[] = [INPUT, OUTPUT, ...CACHED, ...WRITES.map((name) => `usage/cache_creation/${name}`)];

/** What a message may tell otherwise than another one and is answered alike. */
export const PLACES: readonly FreePlace<"chat">[] = [
  { at: "id", is: "text" },
  { at: "content/*/text", is: "text" },
  ...COUNTS.map((at) => ({ at, is: "count" }) as const),
];

/** What a message as an answer tells beside that. */
export const RECKONED: readonly Reckoned<"chat">[] = [
  { is: "call", told: ({ id }) => `chatcmpl-${uuid(id, 0)}` },
  { is: "call", told: ({ now }) => now },
  { is: "sum", of: [INPUT, ...CACHED] },
  { is: "sum", of: [INPUT, OUTPUT, ...CACHED] },
];
