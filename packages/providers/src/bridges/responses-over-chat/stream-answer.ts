import { foldChunks, uuid } from "@lintel/core";
import { entries, isObject, type JsonObject, object } from "@lintel/core/json";
import { ownedResponse, printedSparse } from "../../response/index.ts";
import { choicesOf, echoedChoice } from "./answer.ts";
import { FIRST_ID } from "./answer-items.ts";
import type { Passage } from "./passage.ts";

/** Ids a stream needs before its answer is whole. */
const STREAM_ID = FIRST_ID + 300;

/** Which of a stream's ids. */
export function streamId({ moment }: Passage, n: number): string {
  return uuid(moment.id, STREAM_ID + n);
}

/** The whole chat answer that chunks amount to, with or without what LiteLLM loses of it. */
export function foldedAnswer(
  chunks: readonly JsonObject[],
  { moment, rules, isBare }: Passage,
): JsonObject | undefined {
  const found = foldChunks(chunks, {
    clock: { now: moment.now, uuid: (n) => uuid(moment.id, STREAM_ID + 150 + n) },
    isLossy: isBare,
    isRead: true,
    rules: ({ model }) => rules(model) ?? { kept: [], beginsWithPlaceholder: false },
  });
  if (found.folded !== "answer") return undefined;
  const { missing } = found.answer;
  const isTold = chunks.some(({ usage = null }) => isObject(usage));
  // The prompt of a stream that says nothing is not counted: LiteLLM does not know it here.
  return found.answer.answer(isTold || !missing.completion ? {} : undefined);
}

function fieldsIn({ provider_specific_fields: fields }: JsonObject): JsonObject {
  return isObject(fields) ? fields : {};
}

/** A chunk's deltas: of each of its choices. */
export function deltasOf(chunk: JsonObject): readonly JsonObject[] {
  return choicesOf(chunk).map(({ delta }) => (isObject(delta) ? delta : {}));
}

/** What providers tell beside a chunk and its first delta: the last of each name counts. */
export function fieldsOf(chunk: JsonObject): JsonObject {
  const [first = {}] = deltasOf(chunk);
  return { ...fieldsIn(chunk), ...fieldsIn(first) };
}

/** The names that the first events tell back as they were asked for. */
const TOLD = ["temperature", "text", "truncation", "user", "metadata"] as const;

/** A response that has begun, as its first two events tell it (`_default_response_created_event_data`). */
export function begunResponse(id: string, passage: Passage): JsonObject {
  const { request, model, moment, owner } = passage;
  const told = TOLD.filter((name) => (request[name] ?? null) !== null).map(
    (name) => [name, request[name] ?? null] as const,
  );
  const response = {
    id,
    object: "response",
    created_at: moment.now,
    status: "in_progress",
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: null,
    model,
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: true,
    tool_choice: echoedChoice(request),
    tools: request.tools ?? [],
    top_p: request.top_p ?? 1,
    ...Object.fromEntries(told),
  };
  return ownedResponse(printedSparse(response), owner);
}

/** An item under the id that its events have told already. */
export function named(item: JsonObject, id: string | undefined): JsonObject {
  return id === undefined
    ? item
    : object([...entries(item)].map(([name, value]) => [name, name === "id" ? id : value]));
}
