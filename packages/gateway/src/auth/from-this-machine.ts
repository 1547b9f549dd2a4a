import type { RequestHead } from "../server/seam.ts";

const LOOPBACK = /^(?:localhost|(?:[a-z\d-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const SCHEME = /^https?:\/\//i;

/**
 * Whether a request names this machine and comes from no page of another: any page that a browser shows may send requests to
 * loopback, and by a name of its own that resolves there (DNS rebinding) it may read the answers, too.
 */
export function isFromThisMachine({ headers: { host = "", origin } }: Pick<RequestHead, "headers">): boolean {
  if (!LOOPBACK.test(host)) return false;
  return origin === undefined || (SCHEME.test(origin) && LOOPBACK.test(origin.replace(SCHEME, "")));
}
