import type { RequestHead } from "../server/seam.ts";
import { ANYBODY, type Authenticated, type Callers } from "./callers.ts";

/** Where a key is looked for: the first that is there decides. */
export const KEY_HEADERS = [
  "x-litellm-api-key",
  "authorization",
  "api-key",
  "x-api-key",
  "x-goog-api-key",
  "ocp-apim-subscription-key",
] as const;

function refused(reason: string): Authenticated {
  const message = `Authentication Error, ${reason}`;
  return { known: false, refused: { status: 401, message, type: "auth_error", param: "None", code: "401" } };
}

function shown(head: RequestHead, keyHeader: string | undefined): readonly [name: string, value: string] | undefined {
  const { headers } = head;
  for (const name of keyHeader === undefined ? KEY_HEADERS : [keyHeader.toLowerCase()]) {
    const value = headers[name];
    if (value !== undefined && value !== "") return [name, value];
  }
  return undefined;
}

/** A key with its scheme taken off (`_get_bearer_token`); empty where a scheme should be and is not. */
function bare(name: string, value: string, keyHeader: string | undefined): string {
  if (/^(?:Bearer|bearer) /.test(value)) return value.slice("Bearer ".length);
  const isScheming = name === "authorization" || keyHeader !== undefined;
  return isScheming && !value.startsWith("Basic ") ? "" : value;
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

/** Whose request it is. Where no key is configured nobody is known, unless the gateway was started open. */
export function authenticate(head: RequestHead, callers: Callers, keyHeader?: string): Authenticated {
  if (callers.isOpen) return { known: true, caller: ANYBODY };
  const { authorization } = head.headers;
  const isAlone = keyHeader === undefined && head.headers["x-litellm-api-key"] === undefined;
  const seen = isAlone && authorization !== undefined ? callers.seen.get(authorization) : undefined;
  if (seen !== undefined) return seen;
  const found = shown(head, keyHeader);
  if (found === undefined && keyHeader === undefined) return refused("No api key passed in.");
  const key = found === undefined ? "" : bare(...found, keyHeader);
  if (key === "") return refused("Malformed API Key passed in. Ensure Key has `Bearer ` prefix.");
  const caller = callers.find(key);
  if (caller === undefined) return unknown(callers);
  const authenticated: Authenticated = { known: true, caller };
  if (isAlone && authorization !== undefined && found?.[0] === "authorization")
    callers.seen.set(authorization, authenticated);
  return authenticated;
}
