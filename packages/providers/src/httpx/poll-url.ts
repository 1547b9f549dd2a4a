import { unquote } from "@lintel/core";
import { queryOf } from "./quote.ts";
import { httpxUrl } from "./url.ts";

/** The values a query repeats last, blank ones left out, as LiteLLM's client hands them to httpx. */
function parameters(query: string): readonly (readonly [name: string, value: string])[] {
  const pairs = query.split("&").map((pair) => pair.split(/=(.*)/s, 2).map((it) => unquote(it.replaceAll("+", " "))));
  return [...new Map(pairs.flatMap(([name = "", value = ""]) => (value === "" ? [] : [[name, value] as const])))];
}

/** A URL that LiteLLM's `AsyncHTTPHandler.get` asks: httpx writes its query anew, as a form. */
export function pollUrl(url: string): string {
  const [whole, query = ""] = /^[^?#]*\?([^#]*)/.exec(url) ?? [];
  if (whole === undefined) return httpxUrl(url);
  const before = whole.slice(0, whole.indexOf("?"));
  return httpxUrl(`${before}${queryOf(parameters(query))}${url.slice(whole.length)}`);
}
