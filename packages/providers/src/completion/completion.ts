import { type Loss, pythonRepr, pythonStr, pythonType, truthy } from "@lintel/core";
import {
  int,
  isArray,
  isFloat,
  isInt,
  isObject,
  type Json,
  type JsonObject,
  keys,
  numeric,
  pythonDumps,
} from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";
import type { Notes, Problem } from "../lax/index.ts";
import { choice } from "./choice.ts";
import { field, others, present } from "./members.ts";
import { NO_USAGE, usage } from "./usage.ts";

/** An answer as LiteLLM's gateway prints it (compact, by `pythonCompact`), or what LiteLLM raises over it. */
export type Completed =
  | { readonly ok: true; readonly value: JsonObject; readonly losses: readonly Loss[] }
  | { readonly ok: false; readonly raised: Raised };

/** What an answer takes from its call. */
export interface Answering {
  /** Unix time in seconds, for an answer that tells none. */
  readonly now: number;
  /** The n-th id of the call. */
  uuid(n: number): string;
  /** The provider's slug, put before the model's name; absent where LiteLLM shows the name as it is. */
  readonly prefix?: string;
  /** The model as the call names it, shown behind the prefix by an answer that tells none. */
  readonly model?: string;
}

/** What LiteLLM's `ModelResponse` knows; anything else follows as it is. */
const FIELDS: ReadonlySet<string> = new Set([
  "id",
  "created",
  "model",
  "object",
  "system_fingerprint",
  "choices",
  "usage",
]);
const IN_ERROR = 422;

function raised(text: string, status: number): Completed {
  return { ok: false, raised: { text, status } };
}

function textOf(said: Json): string {
  return isObject(said) ? pythonDumps(said) : pythonStr(said);
}

/** An error in a reply whose status says success. */
function errorInside(reply: JsonObject): Completed | undefined {
  const error = field(reply, "error");
  if (error === null) return undefined;
  if (!isObject(error)) {
    return error === "" ? undefined : raised("Error in response object", IN_ERROR);
  }
  const code = field(error, "code");
  if (!truthy(error.message) && code === null) return undefined;
  const said = Object.hasOwn(error, "message") ? textOf(field(error, "message")) : "Error in response object";
  return raised(said, Object.hasOwn(error, "code") ? (numeric(code) ?? 0) : IN_ERROR);
}

function noChoices(reply: JsonObject): string {
  const known = `Raw keys: ${pythonRepr([...keys(reply)])}`;
  const found = Object.hasOwn(reply, "choices")
    ? `provider returned 'choices' that is not a list (${pythonType(field(reply, "choices"))})`
    : "provider returned a response with no 'choices'";
  return `litellm.APIError: LiteLLM: ${found}. ${known}`;
}

function createdAt(value: Json, now: number): Json {
  if (isInt(value) || typeof value === "boolean") return value;
  const number = isFloat(value)
    ? numeric(value)
    : typeof value === "string" && value.trim() !== ""
      ? Number(value)
      : undefined;
  return number === undefined || !Number.isFinite(number) ? now : int(number);
}

function modelName(reply: JsonObject, { prefix, model = "" }: Answering): Json {
  const served = field(reply, "model");
  if (prefix === undefined) return served;
  return `${prefix}/${served === null ? model : pythonStr(served)}`;
}

function shown(
  reply: JsonObject,
  { notes, answering }: { readonly notes: Notes; readonly answering: Answering },
): JsonObject {
  let made = 0;
  const uuid = (): string => answering.uuid(++made);
  const choices = field(reply, "choices");
  const used = field(reply, "usage");
  if (used !== null && !isObject(used))
    notes.problem({ at: ["usage"], type: "usage", message: "Input should be a valid dictionary", input: used });
  const id = field(reply, "id");
  return present([
    ["id", truthy(id) ? id : `chatcmpl-${answering.uuid(0)}`],
    ["created", Object.hasOwn(reply, "created") ? createdAt(field(reply, "created"), answering.now) : answering.now],
    ["model", modelName(reply, answering)],
    ["object", "chat.completion"],
    ["system_fingerprint", field(reply, "system_fingerprint")],
    [
      "choices",
      isArray(choices)
        ? choices.map((each, index) => choice(each, { at: ["choices", index], notes, index, uuid }))
        : [],
    ],
    ["usage", isObject(used) ? usage(used, { at: ["usage"], notes }) : NO_USAGE],
    ...others(reply, FIELDS).filter(([key]) => !key.startsWith("_")),
  ]);
}

/** A provider's chat completion as LiteLLM's `convert_to_model_response_object` and gateway make it. Takes any JSON. */
export function fromCompletion(reply: JsonObject, answering: Answering): Completed {
  const error = errorInside(reply);
  if (error !== undefined) return error;
  if (!isArray(field(reply, "choices"))) return raised(noChoices(reply), 500);
  const problems: Problem[] = [];
  const losses: Loss[] = [];
  const notes: Notes = { problem: (it) => problems.push(it), loss: (it) => losses.push(it) };
  const value = shown(reply, { notes, answering });
  const [problem] = problems;
  if (problem === undefined) return { ok: true, value, losses };
  const detail = `${problem.at.join(".")}: ${problem.message}`;
  return { ok: false, raised: { text: "Invalid response object", detail, status: 500 } };
}
