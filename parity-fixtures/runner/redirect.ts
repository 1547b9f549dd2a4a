import type { SentRequest } from "./scripted-host.ts";

const STATUSES: readonly number[] = [301, 302, 303, 307, 308];

const CREDENTIALS: readonly string[] = ["authorization", "cookie", "x-api-key", "api-key"];

const OF_A_BODY: readonly string[] = ["content-length", "transfer-encoding"];

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/?#]*/.exec(url)?.[0] ?? "";
}

/** The request a redirecting answer asks for next, as hosts make it: httpx's methods, and no credentials for another origin. */
export function redirected(
  request: SentRequest,
  { status, headers }: { readonly status: number; readonly headers: readonly (readonly [string, string])[] },
): SentRequest | undefined {
  const location = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  if (location === undefined || !STATUSES.includes(status)) return undefined;
  const url = location.startsWith("/") ? originOf(request.url) + location : location;
  const becomesGet = status === 303 || status === 302 || (status === 301 && request.method === "POST");
  const method = becomesGet ? "GET" : request.method;
  const dropped = [
    ...(originOf(url) === originOf(request.url) ? [] : CREDENTIALS),
    ...(method === request.method ? [] : OF_A_BODY),
  ];
  return {
    method,
    url,
    headers: request.headers.filter(([name]) => !dropped.includes(name.toLowerCase())),
    body: method === request.method ? request.body : "",
  };
}
