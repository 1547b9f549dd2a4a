import type { Call, Given, Header, Needs, Plan } from "@lintel/core";
import { entries, object, print } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";
import { headerError, httpxUrl } from "../../httpx/index.ts";
import type { MistralOcrVendor } from "./types.ts";

/** Seconds LiteLLM waits for an OCR answer unless told. */
const PATIENCE = 6000;
const CONTENT_TYPE = "Content-Type";

/** A request, or what LiteLLM raises while it makes one. */
export type Request = { readonly plan: Plan } | { readonly raised: Raised };

function timeouts({ timeout }: Call<"ocr">): Plan["timeouts"] {
  const milliseconds = (timeout ?? PATIENCE) * 1000;
  const silence = { firstByteMs: milliseconds, idleMs: milliseconds };
  return timeout === undefined ? silence : { connectMs: milliseconds, ...silence };
}

/** The caller's header goes in the place of one of exactly the same name; any other goes after, as in a Python dict. */
function headers(own: readonly Header[], callers: Call["target"]["headers"]): readonly Header[] {
  const merged = [...new Map<Header[0], Header[1]>([...own, ...callers])];
  const hasType = merged.some(([name]) => name.toLowerCase() === CONTENT_TYPE.toLowerCase());
  return hasType ? merged : [...merged, [CONTENT_TYPE, "application/json"]];
}

/** The call as one POST of [Mistral's OCR](https://docs.mistral.ai/api/#tag/ocr). */
export function toMistralOcr<N extends Needs>(
  vendor: MistralOcrVendor<N>,
  { call, given }: { readonly call: Call<"ocr">; readonly given: Given<N> },
): Request {
  const address = vendor.address(call, given);
  if ("refused" in address) return { raised: { text: address.refused } };
  const document = vendor.document?.(call, given) ?? call.input.document;
  const params = entries(call.input.params);
  const body = print(object([["model", call.model], ["document", document], ...params]), "wireCompact");
  if (!body.ok) return { raised: { text: body.message, status: 500 } };
  const sent = headers(address.headers, call.target.headers);
  const refused = headerError(sent);
  if (refused !== undefined) return { raised: { text: refused, status: 500 } };
  return {
    plan: {
      method: "POST",
      url: httpxUrl(address.url),
      headers: sent,
      body: { body: "text", text: body.text },
      expect: "whole",
      timeouts: timeouts(call),
    },
  };
}
