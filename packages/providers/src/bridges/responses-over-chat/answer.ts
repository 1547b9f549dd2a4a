import { type Done, done } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object, withMembers } from "@lintel/core/json";
import {
  isEchoed,
  type Owner,
  ownedContainers,
  ownedResponse,
  printedResponse,
  printedSparse,
} from "../../response/index.ts";
import { answerItems, type Item } from "./answer-items.ts";
import type { Passage } from "./passage.ts";
import { incompleteDetails, statusOf } from "./status.ts";
import { responsesToolChoice } from "./tool-choice.ts";
import { responsesUsage } from "./usage.ts";

/** What the answer tells back of its request. */
const ECHOED = [
  "instructions",
  "max_output_tokens",
  "previous_response_id",
  "reasoning",
  "store",
  "temperature",
  "top_p",
  "truncation",
  "user",
] as const;

export function choicesOf({ choices = null }: JsonObject): readonly JsonObject[] {
  return isArray(choices) ? choices.filter(isObject) : [];
}

/** The tool that had to be called, as a response can tell it. */
export function echoedChoice({ tool_choice: choice = null }: JsonObject): Json {
  if (choice === null) return "auto";
  return isEchoed("tool_choice", choice) ? choice : responsesToolChoice(choice);
}

/** The members of a run of code: a response prints all of them (`OutputCodeInterpreterCall`). */
const RUN = ["type", "id", "code", "container_id", "status", "outputs"] as const;

function wholeRun(run: Json, owner: Owner): Json {
  if (!isObject(run)) return run;
  return ownedContainers({ ...Object.fromEntries(RUN.map((name) => [name, run[name] ?? null])), ...run }, owner);
}

/** A choice whose runs of code are told whole, wherever they are told. */
function withWholeRuns(choice: JsonObject, owner: Owner): JsonObject {
  const { message } = choice;
  const fields = isObject(message) ? message.provider_specific_fields : undefined;
  if (!isObject(message) || !isObject(fields) || !isArray(fields.code_interpreter_results)) return choice;
  const runs = fields.code_interpreter_results.map((run) => wholeRun(run, owner));
  return withMembers(choice, {
    message: withMembers(message, {
      provider_specific_fields: withMembers(fields, { code_interpreter_results: runs }),
    }),
  });
}

/** Fields of the provider's own, where it tells them of the whole answer and not of the message alone. */
function fieldsOf(choices: readonly JsonObject[]): JsonObject | undefined {
  const [first = {}] = choices;
  const fields = isObject(first.message) ? first.message.provider_specific_fields : undefined;
  const isWhole = isObject(fields) && Object.hasOwn(fields, "citations") && Object.hasOwn(fields, "thinking_blocks");
  return isWhole ? fields : undefined;
}

interface Answered {
  readonly items: readonly JsonObject[];
  readonly fields?: JsonObject | undefined;
}

/** The response that a chat answer amounts to, its items aside (`transform_chat_completion_response_to_responses_api_response`). */
function responseOf(answer: JsonObject, { request, isBare }: Passage): JsonObject {
  const choices = choicesOf(answer);
  const finish = choices[0]?.finish_reason ?? null;
  const echo = (name: string): Json | undefined => {
    const value = request[name] ?? null;
    return value !== null && isEchoed(name, value) ? value : undefined;
  };
  const { usage } = answer;
  const used = isObject(usage) ? usage.completion_tokens : undefined;
  return {
    id: answer.id ?? null,
    created_at: answer.created ?? 0,
    model: answer.model ?? null,
    object: "response",
    error: null,
    incomplete_details: incompleteDetails(finish, { used, most: echo("max_output_tokens") }),
    metadata: echo("metadata") ?? {},
    output: [],
    parallel_tool_calls: echo("parallel_tool_calls") ?? false,
    tool_choice: echoedChoice(request),
    tools: echo("tools") ?? [],
    text: echo("text") ?? {},
    status: statusOf(finish),
    usage: responsesUsage(usage, isBare),
    ...Object.fromEntries(ECHOED.map((name) => [name, echo(name) ?? null])),
  };
}

function withItems(response: JsonObject, { items, fields }: Answered): JsonObject {
  const members = entries(response).map(([name, value]) => [name, name === "output" ? items : value] as const);
  return object(fields === undefined ? members : [...members, ["provider_specific_fields", fields]]);
}

/** The whole response with these items: as it is printed alone. */
export function printedAnswer(answer: JsonObject, answered: Answered, passage: Passage): JsonObject {
  return ownedResponse(withItems(printedResponse(responseOf(answer, passage)), answered), passage.owner);
}

function withoutNulls(item: JsonObject): JsonObject {
  return object(
    entries(item).flatMap(([name, value]): (readonly [string, Json])[] => {
      if (value === null) return [];
      if (name === "content" && isArray(value))
        return [[name, value.map((it) => (isObject(it) ? sparsePart(it) : it))]];
      return [[name, value]];
    }),
  );
}

function sparsePart(part: JsonObject): JsonObject {
  const { annotations } = part;
  return isArray(annotations)
    ? { ...part, annotations: annotations.map((it) => (isObject(it) ? withoutNulls(it) : it)) }
    : part;
}

/** The last event of a stream, which tells the whole response without nulls. */
export function lastEvent(answer: JsonObject, { items, fields = {} }: Answered, passage: Passage): JsonObject {
  const sparse = printedSparse(responseOf(answer, passage));
  const told = { items: items.map(withoutNulls), ...(Object.keys(fields).length > 0 && { fields }) };
  const response = ownedResponse(withItems(sparse, told), passage.owner);
  return { type: response.status === "incomplete" ? "response.incomplete" : "response.completed", response };
}

function itemsOf(items: readonly Item[]): readonly JsonObject[] {
  return items.map(({ item }) => item);
}

/** A whole chat answer as a response. */
export function wholeAnswer(answer: JsonObject, passage: Passage): Done {
  const choices = choicesOf(answer).map((choice) => withWholeRuns(choice, passage.owner));
  const items = itemsOf(answerItems(choices, passage));
  return done(printedAnswer(answer, { items, fields: fieldsOf(choices) }, passage));
}
