import type { Call, Header } from "@lintel/core";
import type { ChatVendor } from "./types.ts";

/** The headers of a call: the caller's take the place of one spelt the same, and go after the others if not. */
export function toHeaders(
  { target }: Pick<Call, "target">,
  { vendor, key }: { readonly vendor: Pick<ChatVendor, "optionHeaders">; readonly key: Header[1] },
): readonly Header[] {
  const own: Header[] = [
    ["Authorization", ["Bearer ", key].flat()],
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
  ];
  for (const option in vendor.optionHeaders) {
    const name = vendor.optionHeaders[option];
    const value = target.options[option];
    if (name !== undefined && value !== undefined) own.push([name, value]);
  }
  return target.headers.length === 0 ? own : [...new Map<Header[0], Header[1]>([...own, ...target.headers])];
}
