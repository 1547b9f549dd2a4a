import type { Call, Header, Plan } from "@lintel/core";
import { type JsonObject, print } from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";
import { headerError, httpxUrl, urlError } from "../httpx/index.ts";
import type { Address } from "./vendor.ts";

/** Seconds LiteLLM waits for an OCR answer unless told. */
const PATIENCE = 6000;
const CONTENT_TYPE = "Content-Type";

/** A request, or what LiteLLM raises while it makes one. */
export type Request = { readonly plan: Plan } | { readonly raised: Raised };

/** The deadlines of one exchange: LiteLLM's patience for OCR, or the caller's. */
export function timeouts({ timeout }: Pick<Call<"ocr">, "timeout">): Plan["timeouts"] {
  const milliseconds = (timeout ?? PATIENCE) * 1000;
  const silence = { firstByteMs: milliseconds, idleMs: milliseconds };
  return timeout === undefined ? silence : { connectMs: milliseconds, ...silence };
}

/** The caller's header goes in the place of one of exactly the same name; any other goes after, as in a Python dict. */
function merged({ headers: own, fixed = [] }: Address, { target }: Call<"ocr">): readonly Header[] {
  const isFixed = (name: string): boolean => fixed.some((it) => it[0].toLowerCase() === name.toLowerCase());
  const callers = target.headers.filter(([name]) => !isFixed(name));
  const headers = [...new Map<Header[0], Header[1]>([...own, ...callers]), ...fixed];
  const hasType = headers.some(([name]) => name.toLowerCase() === CONTENT_TYPE.toLowerCase());
  return hasType ? headers : [...headers, [CONTENT_TYPE, "application/json"]];
}

function unsent(text: string): Request {
  return { raised: { text, status: 500, isSynthesized: true } };
}

/** One POST of a JSON body, as LiteLLM's HTTP client writes it. */
export function ocrPost(
  call: Call<"ocr">,
  { address, body }: { readonly address: Address; readonly body: JsonObject },
): Request {
  const headers = merged(address, call);
  const refused = urlError(address.url) ?? headerError(headers);
  if (refused !== undefined) return unsent(refused);
  const printed = print(body, "wireCompact");
  if (!printed.ok) return unsent(printed.message);
  return {
    plan: {
      method: "POST",
      url: httpxUrl(address.url),
      headers,
      body: { body: "text", text: printed.text },
      expect: "whole",
      timeouts: timeouts(call),
      ...(address.sign !== undefined && { sign: address.sign }),
    },
  };
}
