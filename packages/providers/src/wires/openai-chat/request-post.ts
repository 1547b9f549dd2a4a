import type { Header, Loss, Plan, Step } from "@lintel/core";
import { type JsonObject, print } from "@lintel/core/json";
import { headerError } from "../../httpx/index.ts";
import { refuse } from "./refuse.ts";
import { toHeaders } from "./request-headers.ts";
import type { ChatCall, ChatState, ChatVendor, Failure, Lose, Raise } from "./types.ts";

/** Seconds LiteLLM waits unless told. */
export const PATIENCE = 600;

/** What is noted while a request is made. */
export interface Notes {
  readonly lose: Lose;
  readonly raise: Raise;
}

/** What a request that goes through LiteLLM's OpenAI client is made of. */
export interface Posting {
  readonly vendor: Pick<ChatVendor, "provider" | "label" | "noKey" | "optionHeaders">;
  readonly key: Header[1] | undefined;
  /** Where it goes; undefined where the base is no address. */
  readonly url: string | undefined;
  readonly state?: ChatState;
  body(notes: Notes): JsonObject;
}

function timeouts({ timeout }: ChatCall): Plan["timeouts"] {
  const milliseconds = (timeout ?? PATIENCE) * 1000;
  const silence = { firstByteMs: milliseconds, idleMs: milliseconds };
  return timeout === undefined ? silence : { connectMs: milliseconds, ...silence };
}

/** The call as one POST, or the first thing that LiteLLM's OpenAI client stumbles over. */
export function toPost(call: ChatCall, { vendor, key, url, state, body }: Posting): Step<ChatState> {
  const losses: Loss[] = [];
  const failures: Failure[] = [];
  const raise: Raise = (failure) => {
    failures.push(failure);
    return {};
  };
  const printed = print(body({ lose: (loss) => losses.push(loss), raise }), "wireCompact");
  if (!printed.ok) raise({ raised: { text: printed.message, status: 500 } });
  const headers = key === undefined ? [] : toHeaders(call, { vendor, key });
  const unsendable = call.input.unsendable ?? headerError(headers);
  if (unsendable !== undefined) raise({ raised: { text: unsendable, status: 500 } });
  const detail = `not an http address: ${call.target.base ?? ""}`;
  if (url === undefined) raise({ raised: { text: "Connection error.", detail, status: 500 } });
  const [failure] = failures;
  if (failure !== undefined || !printed.ok || url === undefined || key === undefined)
    return refuse(call, { vendor, failure: failure ?? { raised: { text: vendor.noKey } }, losses });
  const plan: Plan = {
    method: "POST",
    url,
    headers,
    body: { body: "text", text: printed.text },
    expect: call.stream ? "stream" : "whole",
    timeouts: timeouts(call),
  };
  return { step: "send", plan, losses, ...(state !== undefined && { state }) };
}
