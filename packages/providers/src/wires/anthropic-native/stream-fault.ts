import { type Fault, messagesErrorStatus } from "@lintel/core";
import { isObject, type JsonObject, pythonCompact } from "@lintel/core/json";
import { litellmFault, type Raised } from "../../faults/index.ts";
import type { Addressee } from "./types.ts";

/** Characters of a body that is no stream, quoted in the fault. */
const EXCERPT = 500;

/** An error inside a stream, as LiteLLM's router tells it where nobody takes over. */
export function eventFault(event: JsonObject, { call, vendor }: Addressee): Fault {
  const { error } = event;
  const { type, message } = isObject(error) ? error : {};
  const named = typeof type === "string" ? type : "";
  const text = typeof message === "string" ? message : named === "" ? pythonCompact(event) : named;
  const status = messagesErrorStatus(named);
  const fault = litellmFault(
    { kind: "APIError", text, status },
    { provider: vendor.provider, model: call.requestedModel },
  );
  return { ...fault, body: event };
}

/** What is raised where a stream ends before its end. */
export function cutShort({ stray, hasEvents }: { readonly stray?: string; readonly hasEvents: boolean }): Raised {
  const nothing =
    stray === undefined ? "the stream is empty" : `the answer is no stream of events: ${stray.slice(0, EXCERPT)}`;
  const text = hasEvents ? "the stream ended before message_stop" : nothing;
  return { text, status: 500, failure: { kind: "protocol", message: text } };
}
