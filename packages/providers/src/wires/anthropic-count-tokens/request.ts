import type { Given, Header, Secret, Step } from "@lintel/core";
import { type Json, numeric, object, print } from "@lintel/core/json";
import { httpxUrl, urlError } from "../../httpx/index.ts";
import { failed } from "./fault.ts";
import type { CountCall, CountNeeds, CountState, CountVendor } from "./types.ts";

const OAUTH_BETA = "oauth-2025-04-20";

/** LiteLLM's `request_timeout` where nobody says, in seconds. */
const PATIENCE = 6000;

interface Sending {
  readonly vendor: CountVendor;
  readonly given: Given<CountNeeds>;
  readonly again: boolean;
}

/** A subscriber's token goes as a bearer's, with a beta of its own; a key by itself. */
function toHeaders(key: Secret, beta: string): readonly Header[] {
  const plain: readonly Header[] = [
    ["content-type", "application/json"],
    ["anthropic-version", "2023-06-01"],
  ];
  if (key.kind !== "oauth") return [...plain, ["x-api-key", key], ["anthropic-beta", beta]];
  return [
    ...plain,
    ["anthropic-beta", [OAUTH_BETA, beta].sort().join(",")],
    ["authorization", ["Bearer ", key]],
    ["anthropic-dangerous-direct-browser-access", "true"],
  ];
}

/** The call as one POST of [Anthropic's token counting](https://docs.anthropic.com/en/api/messages-count-tokens). */
export function toCount(call: CountCall, { vendor, given, again }: Sending): Step<CountState> {
  const { messages, system, tools } = call.input;
  const { key } = given;
  if (key === undefined) return failed({ text: vendor.noKey, status: 401 }, call, vendor);
  const members: readonly (readonly [string, Json])[] = [
    ["model", call.model],
    ["messages", messages],
    ...(system === undefined ? [] : [["system", system] as const]),
    ...(tools === undefined ? [] : [["tools", tools] as const]),
  ];
  const printed = print(object(members), "wireCompact");
  const url = vendor.url(call);
  const problem = printed.ok ? urlError(url) : printed.message;
  if (!printed.ok || problem !== undefined) return failed({ text: problem ?? "", status: 500 }, call, vendor);
  const patience = (numeric(call.settings.request_timeout) ?? PATIENCE) * 1000;
  return {
    step: "send",
    state: { again },
    plan: {
      method: "POST",
      url: httpxUrl(url),
      headers: toHeaders(key, vendor.beta),
      body: { body: "text", text: printed.text },
      expect: "whole",
      timeouts: { connectMs: patience, firstByteMs: patience, idleMs: patience },
    },
  };
}
