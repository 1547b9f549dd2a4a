import type { RequestHead } from "../server/seam.ts";

const LOOPBACK = /^(?:localhost|(?:[a-z\d-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const SCHEME = /^https?:\/\//i;

/**
 * Whether a request names this machine and comes from no page of another: any page that a browser shows may send requests to
 * loopback, and by a name of its own that resolves there (DNS rebinding) it may read the answers, too. What a page merely shows,
 * such as an image, is asked for without an `Origin`, and then `Sec-Fetch-Site` tells (https://www.w3.org/TR/fetch-metadata/).
 */
export function isFromThisMachine({ headers }: Pick<RequestHead, "headers">): boolean {
  const { host = "", origin } = headers;
  if (!LOOPBACK.test(host)) return false;
  if (origin === undefined) return headers["sec-fetch-site"] !== "cross-site";
  return SCHEME.test(origin) && LOOPBACK.test(origin.replace(SCHEME, ""));
}
