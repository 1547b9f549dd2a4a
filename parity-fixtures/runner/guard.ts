import type { Json } from "@lintel/core/json";
import { asList, asText, isObject, textEntries } from "./case.ts";

/** Headers that every request of LiteLLM's HTTP clients carries and that no replay of ours writes. */
const CLIENT_HEADERS = ["accept-encoding", "connection", "user-agent"] as const;

function isFromClient(request: unknown): boolean {
  const names = isObject(request) ? textEntries(request.headers).map(([name]) => name.toLowerCase()) : [];
  return CLIENT_HEADERS.every((name) => names.includes(name));
}

/**
 * Why a fixture may not be compared: without the LiteLLM release that made it, or with requests that LiteLLM's own
 * HTTP client did not write, a record could be ours, and would prove nothing.
 */
export function refusal(line: Json, version: string): string | undefined {
  if (!isObject(line)) return "not a fixture";
  const made = asText(line.litellm);
  if (made === undefined) return "the record does not name the LiteLLM that made it";
  if (made !== version) return `recorded with LiteLLM ${made}, the pin is ${version}`;
  const requests = isObject(line.oracle) ? asList(line.oracle.requests) : [];
  return requests.every(isFromClient) ? undefined : "a recorded request was not written by LiteLLM's HTTP client";
}
