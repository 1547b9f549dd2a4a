import { isObject, type JsonObject } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";

/** Characters of a body that is no stream, quoted in the fault. */
const EXCERPT = 500;

/** The status of an error the API tells of in a stream (`ANTHROPIC_ERROR_STATUS_CODE_MAP`). */
const STATUS: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  api_error: 500,
  overloaded_error: 503,
  timeout_error: 504,
};

/** What an error inside a stream is, in the words it came in. */
export function errorRaised(event: JsonObject, text: string): Raised {
  const { error } = event;
  const type = isObject(error) && typeof error.type === "string" ? error.type : "";
  return { text, status: (Object.hasOwn(STATUS, type) ? STATUS[type] : undefined) ?? 500, body: event };
}

/** What is raised where a stream ends before its end. */
export function cutShort({ stray, hasEvents }: { readonly stray?: string; readonly hasEvents: boolean }): Raised {
  const nothing =
    stray === undefined ? "the stream is empty" : `the answer is no stream of events: ${stray.slice(0, EXCERPT)}`;
  const text = hasEvents ? "the stream ended before message_stop" : nothing;
  return { text, status: 500, failure: { kind: "protocol", message: text } };
}
