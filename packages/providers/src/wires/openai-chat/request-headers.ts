import type { Header } from "@lintel/core";
import type { ChatCall, ChatVendor } from "./types.ts";

/** The headers of a call: the caller's take the place of one spelt the same, and go after the others if not. */
export function toHeaders(
  { target }: ChatCall,
  { vendor, key }: { readonly vendor: ChatVendor; readonly key: Header[1] },
): readonly Header[] {
  const optional = Object.entries(vendor.optionHeaders ?? {}).flatMap(([option, name]): Header[] => {
    const value = target.options[option];
    return value === undefined ? [] : [[name, value]];
  });
  const own: readonly Header[] = [
    ["Authorization", ["Bearer ", key].flat()],
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
    ...optional,
  ];
  return [...new Map<Header[0], Header[1]>([...own, ...target.headers])];
}
