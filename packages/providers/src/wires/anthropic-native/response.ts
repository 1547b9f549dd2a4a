import { done, pythonType, type Reply, type Step } from "@lintel/core";
import { isObject } from "@lintel/core/json";
import { replyJson, responseText } from "../../httpx/index.ts";
import { refuse } from "./refuse.ts";
import type { Addressee, NativeState } from "./types.ts";

/** A [message](https://docs.anthropic.com/en/api/messages) as it came. */
export function fromNative(reply: Reply, addressee: Addressee): Step<NativeState> {
  const read = replyJson(reply);
  if (!read.ok) return refuse({ raised: { text: responseText(reply), status: reply.status, head: reply } }, addressee);
  if (isObject(read.value)) return done(read.value);
  const text = `the answer is no message, but a ${pythonType(read.value)}`;
  return refuse({ raised: { text, status: 502, head: reply } }, addressee);
}
