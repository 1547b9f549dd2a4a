import type { Loss } from "@lintel/core";
import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";
import type { Notes, Problem } from "../lax/index.ts";
import { choice } from "./choice.ts";
import { type Answering, head } from "./head.ts";
import { extras, field, present } from "./members.ts";
import { refusal } from "./refusal.ts";
import { NO_USAGE, usage } from "./usage.ts";

/** An answer as LiteLLM's gateway prints it (compact, by `pythonCompact`), or what LiteLLM raises over it. */
export type Completed =
  | { readonly ok: true; readonly value: JsonObject; readonly losses: readonly Loss[] }
  | { readonly ok: false; readonly raised: Raised };

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

interface Place {
  readonly notes: Notes;
  readonly answering: Answering;
}

function choices(reply: JsonObject, { notes, answering }: Place): readonly JsonObject[] {
  let made = 0;
  const uuid = (): string => answering.uuid(++made);
  const given = field(reply, "choices");
  const rules = { uuid, misplacesCalls: answering.misplacesCalls === true };
  return isArray(given)
    ? given.map((each, index) => choice(each, { at: ["choices", index], notes, index, ...rules }))
    : [];
}

function used(reply: JsonObject, { notes }: Place): JsonObject {
  const told = field(reply, "usage");
  if (isObject(told)) return usage(told, { at: ["usage"], notes });
  if (told === null) notes.loss({ pointer: "/usage", action: "defaulted", reason: "the reply tells no usage" });
  else notes.problem({ at: ["usage"], type: "usage", message: "Input should be a valid dictionary", input: told });
  return NO_USAGE;
}

/** A provider's chat completion as LiteLLM's `convert_to_model_response_object` and gateway make it. Takes any JSON. */
export function fromCompletion(reply: JsonObject, answering: Answering): Completed {
  const refused = refusal(reply);
  if (refused !== undefined) return { ok: false, raised: refused };
  const problems: Problem[] = [];
  const losses: Loss[] = [];
  const notes: Notes = { problem: (it) => problems.push(it), loss: (it) => losses.push(it) };
  const place = { notes, answering };
  const value = present([
    ...head(reply, place),
    ["choices", choices(reply, place)],
    ["usage", used(reply, place)],
    ...extras(reply, FIELDS, { at: [], notes }),
  ]);
  const [problem] = problems;
  if (problem === undefined) return { ok: true, value, losses };
  const detail = `${problem.at.join(".")}: ${problem.message}`;
  return { ok: false, raised: { text: "Invalid response object", detail, status: 500 } };
}
