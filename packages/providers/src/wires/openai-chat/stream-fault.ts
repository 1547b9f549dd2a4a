import type { SseFrame } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";

/** What the OpenAI SDK says of an error that says nothing. */
const SILENT = "An error occurred during streaming";
/** Characters of a body that is no stream, quoted in the fault. */
const EXCERPT = 500;

/** What the OpenAI SDK raises for an error inside a stream. */
export function errorRaised(error: Json): Raised {
  const said = isObject(error) ? (error.message ?? error.detail) : undefined;
  return { text: typeof said === "string" && said !== "" ? said : SILENT, body: error };
}

/** Whether a frame tells of an error without an `error` member, as `error` events and vLLM do: LiteLLM takes them for chunks that say nothing. */
export function isErrorEvent({ event }: SseFrame, { object, choices }: JsonObject): boolean {
  return !isArray(choices) && (event === "error" || object === "error");
}

interface End {
  readonly stray?: string;
  readonly hasChunks: boolean;
}

/** What is raised where a stream ends before its end. */
export function cutShort({ stray, hasChunks }: End): Raised {
  const cut = "the stream ended before [DONE] and before a finish_reason for every choice";
  const nothing =
    stray === undefined ? "the stream is empty" : `the answer is no stream of events: ${stray.slice(0, EXCERPT)}`;
  const text = hasChunks ? cut : nothing;
  return { text, failure: { kind: "protocol", message: text } };
}
