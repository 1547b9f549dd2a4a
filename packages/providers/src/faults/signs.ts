/** What a failure is known by in its text: pieces that all have to occur in it, in any order. */
export type Sign = readonly string[];

/** Whether one of several signs is in a text, capitals and small letters told apart. */
export function hasSign(text: string, signs: readonly Sign[]): boolean {
  return signs.some((pieces) => pieces.every((piece) => text.includes(piece)));
}

/** Texts LiteLLM takes for a timeout before it asks which provider failed. */
const TIMEOUTS: readonly Sign[] = [
  ["Request Timeout Error"],
  ["Request timed out"],
  ["Timed out generating response"],
  ["The read operation timed out"],
];

/** Whether a text tells of a timeout, whoever failed. */
export function saysTimeout(text: string): boolean {
  return hasSign(text, TIMEOUTS);
}

/** What LiteLLM writes over such a text. */
export function timeoutText(text: string): string {
  return `APITimeoutError - Request timed out. Error_str: ${text}`;
}

const RATE_LIMIT = /rate[\s_-]*limit/;
const BARE_429 = /(?<![\p{L}\p{N}_])429(?![\p{L}\p{N}_])/u;

/** LiteLLM's `is_error_str_rate_limit`: a bare 429 counts unless the provider's status says otherwise. */
export function saysRateLimit(text: string, status: number | undefined): boolean {
  if (BARE_429.test(text) && (status === undefined || status === 0 || status === 429)) return true;
  const lower = text.toLowerCase();
  return RATE_LIMIT.test(lower) || lower.includes("service tier capacity exceeded");
}

const NOT_CONTEXT: readonly Sign[] = [["string_above_max_length"], ["invalid 'user'", "string too long"]];

const CONTEXT: readonly Sign[] = [
  ["exceed context limit"],
  ["this model's maximum context length is"],
  ["string too long. expected a string with maximum length"],
  ["model's maximum context limit"],
  ["is longer than the model's context length"],
  ["input tokens exceed the configured limit"],
  ["`inputs` tokens + `max_new_tokens` must be"],
  ["exceeds the available context size"],
  ["exceeds the maximum number of tokens allowed"],
  ["current length is", "while limit is"],
  ["maximum input length is", "tokens"],
];

/** LiteLLM's `is_error_str_context_window_exceeded`. */
export function saysContextWindow(text: string): boolean {
  const lower = text.toLowerCase();
  return !hasSign(lower, NOT_CONTEXT) && hasSign(lower, CONTEXT);
}
