import { type Row, rowOf, type Verdict } from "./family.ts";
import type { Raised } from "./raised.ts";

/** Failures known by their text, in LiteLLM's order (`_map_cohere_exception`); only an answer's has them. */
const BY_TEXT: readonly Row[] = [
  { when: [["invalid api token"], ["No API key provided."]], verdict: { kind: "AuthenticationError" } },
  { when: [["invalid type: parameter"]], verdict: { kind: "BadRequestError" } },
  { when: [["too many tokens"]], verdict: { kind: "ContextWindowExceededError" } },
];

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  400: { kind: "BadRequestError" },
  408: { kind: "Timeout" },
  498: { kind: "BadRequestError" },
  500: { kind: "InternalServerError" },
};

function saysInternal({ text }: Raised): boolean {
  return text.toLowerCase().includes("internal server error");
}

/** LiteLLM's mapping for Cohere. */
export function cohereFamily(raised: Raised): Verdict | undefined {
  const { status } = raised;
  // The mapping reads the attribute `message` of an error that has none: what LiteLLM then raises names nobody.
  if (status === undefined)
    return saysInternal(raised) ? { kind: "InternalServerError" } : { kind: "APIConnectionError", isNameless: true };
  const known = rowOf(BY_TEXT, raised);
  if (known !== undefined) return { ...known, status };
  if (saysInternal(raised)) return { kind: "InternalServerError" };
  const found = BY_STATUS[status];
  return found === undefined ? undefined : { ...found, status };
}
