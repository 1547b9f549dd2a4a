import type { Refused } from "../answer/envelope.ts";
import { pathAsSent, unescaped } from "../endpoints/request-path.ts";
import type { RequestHead } from "../server/seam.ts";
import { firstHeader, lastHeader } from "../server/told-header.ts";
import { ANYBODY, type Authenticated, type Callers } from "./callers.ts";
import { isFromThisMachine } from "./from-this-machine.ts";

/** Where a key is looked for: the first that is there decides. */
export const KEY_HEADERS = [
  "x-litellm-api-key",
  "authorization",
  "api-key",
  "x-api-key",
  "x-goog-api-key",
  "ocp-apim-subscription-key",
] as const;

/** A refusal as LiteLLM tells whatever its authentication raises. */
export function unauthenticated(reason: string): Refused {
  const message = `Authentication Error, ${reason}`;
  return { status: 401, message, type: "auth_error", param: "None", code: "401" };
}

function refused(reason: string): Authenticated {
  return { known: false, refused: unauthenticated(reason) };
}

function shown(head: RequestHead, keyHeader: string | undefined): readonly [name: string, value: string] | undefined {
  if (keyHeader !== undefined) {
    const value = lastHeader(head, keyHeader.toLowerCase());
    return value === undefined || value === "" ? undefined : [keyHeader, value];
  }
  for (const name of KEY_HEADERS) {
    const value = firstHeader(head, name);
    if (value !== undefined && value !== "") return [name, value];
  }
  return undefined;
}

/** What stands before an IPv4 address that is told as one of IPv6. */
const MAPPED = "::ffff:";

const SCHEMES = ["Bearer ", "Basic ", "bearer "] as const;
const SIGNED = "AWS4-HMAC-SHA256";

/** Headers whose key may come without a scheme, and with one. */
const EITHER = "x-litellm-api-key";

/** Headers whose key comes without a scheme. */
const PLAIN: ReadonlySet<string> = new Set(KEY_HEADERS.filter((name) => name !== EITHER && name !== "authorization"));

function signedWith(value: string): string | undefined {
  return (/Credential=Bearer\s+([^/\s,]+)/.exec(value) ?? /Credential=([^/\s,]+)/.exec(value))?.[1];
}

/** A key with its scheme taken off (`_get_bearer_token`); empty where a scheme should be and is not. */
function bare(name: string, value: string, keyHeader: string | undefined): string {
  if (keyHeader === undefined && PLAIN.has(name)) return value;
  const scheme = SCHEMES.find((it) => value.startsWith(it));
  if (scheme !== undefined) return value.replaceAll(scheme, "");
  const signed = value.startsWith(SIGNED) ? signedWith(value) : undefined;
  return signed ?? (keyHeader === undefined && name === EITHER ? value : "");
}

// user_api_key_auth: without a database an unknown key is told as that lack.
function unknown({ hasStaticKeys }: Callers): Authenticated {
  if (!hasStaticKeys)
    return {
      known: false,
      refused: { status: 400, message: "No connected db.", type: "no_db_connection" },
    };
  return refused("Invalid proxy server token passed.");
}

const ELSEWHERE: Authenticated = {
  known: false,
  refused: {
    status: 403,
    message:
      "Without a key only requests are answered that name this machine (localhost) and come from no page of another.",
    type: "auth_error",
    param: "None",
  },
};

function forbidden(what: string): Authenticated {
  const message = `Access forbidden: ${what}`;
  return { known: false, refused: { status: 403, message, type: "auth_error", param: "None" } };
}

/** An address as it is written without IPv6, where one is told inside the other. */
function plainAddress(remote = ""): string {
  return remote.startsWith(MAPPED) ? remote.slice(MAPPED.length) : remote;
}

/** Why nobody is let in from there, or to there, whatever key is shown (`pre_db_read_auth_checks`). */
function barred(head: RequestHead, { addresses, paths }: Callers): Authenticated | undefined {
  if (addresses !== undefined) {
    const address = plainAddress(head.remote);
    if (!addresses.has(address)) return forbidden(`IP address ${address} not allowed.`);
  }
  if (paths === undefined) return undefined;
  const path = unescaped(pathAsSent(head));
  return paths.has(path) ? undefined : forbidden(`Route ${path} not allowed`);
}

/** Whose request it is. Where no key is configured nobody is known, unless the gateway was started open. */
export function authenticate(head: RequestHead, callers: Callers, keyHeader?: string): Authenticated {
  const bar = barred(head, callers);
  if (bar !== undefined) return bar;
  if (callers.isOpen) return isFromThisMachine(head) ? { known: true, caller: ANYBODY } : ELSEWHERE;
  const { authorization } = head.headers;
  const isAlone = keyHeader === undefined && head.headers[EITHER] === undefined;
  const seen = isAlone && authorization !== undefined ? callers.seen.get(authorization) : undefined;
  if (seen !== undefined) return seen;
  const found = shown(head, keyHeader);
  if (found === undefined && keyHeader === undefined) return refused("No api key passed in.");
  const key = found === undefined ? "" : bare(...found, keyHeader);
  if (key === "") return refused("Malformed API Key passed in. Ensure Key has `Bearer ` prefix.");
  const caller = callers.find(key);
  if (caller === undefined) return unknown(callers);
  const authenticated: Authenticated = { known: true, caller };
  // A key may be written in any number of ways: one of them is remembered.
  if (isAlone && authorization === `Bearer ${key}`) callers.seen.set(authorization, authenticated);
  return authenticated;
}
