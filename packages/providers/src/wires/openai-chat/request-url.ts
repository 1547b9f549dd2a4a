import { hostOf } from "@lintel/core";
import { httpxUrl } from "../../httpx/index.ts";

const BASE = /^(https?:\/\/[^/?#][^#]*)(#.*)?$/i;

/** Whether a base URL's host is this domain or below it. */
export function isWithin(base: string, domain: string): boolean {
  const host = hostOf(base);
  return host === domain || host.endsWith(`.${domain}`);
}

/** The base URL with the route's path after it, as the OpenAI SDK joins them: a query stays in the middle. */
export function joinUrl(base: string, path: string): string | undefined {
  const [, before, fragment = ""] = BASE.exec(base) ?? [];
  return before === undefined ? undefined : httpxUrl(`${before}${before.endsWith("/") ? "" : "/"}${path}${fragment}`);
}
