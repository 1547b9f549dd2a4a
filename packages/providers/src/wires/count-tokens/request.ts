import type { Given, Step } from "@lintel/core";
import { numeric, print } from "@lintel/core/json";
import { httpxUrl, urlError } from "../../httpx/index.ts";
import { failed } from "./fault.ts";
import type { CountCall, CountNeeds, CountState, CountVendor } from "./types.ts";

/** LiteLLM's `request_timeout` where nobody says, in seconds. */
const PATIENCE = 6000;

interface Sending {
  readonly vendor: CountVendor;
  readonly given: Given<CountNeeds>;
  readonly again: boolean;
}

/** The call as one POST to a vendor that counts. */
export function toCount(call: CountCall, { vendor, given, again }: Sending): Step<CountState> {
  const { key } = given;
  if (key === undefined) return failed({ text: vendor.noKey, status: 401 }, call, vendor);
  const asked = vendor.asking.question(call);
  if (asked === undefined) return failed({ text: "there is nothing that is counted there", status: 400 }, call, vendor);
  const printed = print(asked.body, "wireCompact");
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
      headers: vendor.asking.headers(key),
      body: { body: "text", text: printed.text },
      expect: "whole",
      timeouts: { connectMs: patience, firstByteMs: patience, idleMs: patience },
    },
    ...(asked.losses.length > 0 && { losses: asked.losses }),
  };
}
