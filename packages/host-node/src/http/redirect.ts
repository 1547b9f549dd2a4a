import { headerValue, type ReplyHead } from "@lintel/core";

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The most redirects one request follows, httpx's number. */
export const MOST_REDIRECTS = 20;

/** Where an answer sends the request, or why not. */
export type Redirect =
  | { readonly redirect: "none" }
  | {
      readonly redirect: "follow";
      readonly url: URL;
      readonly method: string;
      readonly keepsBody: boolean;
      readonly sameOrigin: boolean;
    }
  | { readonly redirect: "refuse"; readonly message: string };

const NONE: Redirect = { redirect: "none" };

// httpx turns POST into GET as browsers do, and every method but HEAD on 302 and 303.
function nextMethod(status: number, method: string): string {
  const becomesGet = status === 303 || status === 302 || (status === 301 && method === "POST");
  return becomesGet ? "GET" : method;
}

export function redirect(head: ReplyHead, from: { readonly url: URL; readonly method: string }): Redirect {
  const location = STATUSES.has(head.status) ? headerValue(head, "location") : undefined;
  if (location === undefined) return NONE;
  if (!URL.canParse(location, from.url.href))
    return { redirect: "refuse", message: "the answer redirects to an invalid address" };
  const url = new URL(location, from.url);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return { redirect: "refuse", message: `the answer redirects to ${url.protocol}` };
  if (from.url.protocol === "https:" && url.protocol === "http:")
    return { redirect: "refuse", message: `the answer redirects from https to http (${url.host})` };
  const method = nextMethod(head.status, from.method);
  return {
    redirect: "follow",
    url,
    method,
    keepsBody: method === from.method,
    sameOrigin: url.origin === from.url.origin,
  };
}
