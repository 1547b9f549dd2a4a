import type { Json, JsonObject } from "../json/index.ts";
import type { Law } from "./law.ts";
import { messagesStreamFault } from "./messages-stream.ts";
import { observe } from "./observe.ts";
import type { Sample } from "./sample.ts";

function chunksFault(chunks: readonly JsonObject[]): string | undefined {
  const odd = chunks.findIndex(({ object, choices }) => object !== "chat.completion.chunk" || !Array.isArray(choices));
  return odd === -1 ? undefined : `chunk ${odd} is no chunk of a chat completion`;
}

const ENDS: ReadonlySet<Json> = new Set(["response.completed", "response.failed", "response.incomplete", "error"]);

/** After the last event nothing comes. */
function responsesFault(events: readonly JsonObject[]): string | undefined {
  const end = events.findIndex(({ type = null }) => ENDS.has(type));
  return end === -1 || end === events.length - 1 ? undefined : `event ${end + 1} comes after the end`;
}

const FAULTS: Partial<
  Readonly<Record<Sample["method"], (chunks: readonly JsonObject[], isWhole: boolean) => string | undefined>>
> = {
  completion: chunksFault,
  messages: messagesStreamFault,
  responses: responsesFault,
};

export const legalOutput: Law = {
  name: "legal output: what a stream emits is a sequence its clients know",
  applies: (_, { method, kwargs }) => kwargs.stream === true && FAULTS[method] !== undefined,
  async violation(subject, sample) {
    const { chunks, fault, plans } = await observe(subject, sample);
    // What a provider says in the caller's own dialect is passed on as it said it.
    const isMade = sample.method === "completion" || plans[0]?.bridges !== undefined;
    return chunks === undefined || !isMade ? undefined : FAULTS[sample.method]?.(chunks, fault === undefined);
  },
};
