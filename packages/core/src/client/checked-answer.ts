import type { Adapter } from "../adapter.ts";
import type { Settings } from "../call.ts";
import { FAULT_STATUS, type Fault } from "../fault.ts";
import { isArray, isObject, type Json, type JsonObject, parse, pythonDumps } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Needs } from "../need.ts";
import type { RouteName } from "../routes/index.ts";
import { conforms } from "../schema/conforms.ts";
import type { Done, Fail, Step } from "../step.ts";
import type { Answer, Answering, Kwargs, Reading, Refusal } from "./front.ts";

interface Asked {
  readonly given: JsonObject;
  readonly kwargs: Kwargs;
  readonly settings: Settings;
}

function isSchema(schema: Json | undefined): schema is boolean | JsonObject {
  return typeof schema === "boolean" || isObject(schema);
}

/** The schemas an answer is checked against (`post_call_processing`). */
function schemasAsked({ given: { response_format: format }, kwargs, settings }: Asked): readonly Json[] {
  if (!isObject(format)) return [];
  const isOn = (kwargs.enable_json_schema_validation ?? settings.enable_json_schema_validation) === true;
  const isEnforced = format.type === "json_object" && format.enforce_validation === true;
  const told = isOn && isObject(format.json_schema) ? format.json_schema.schema : undefined;
  const enforced = isEnforced && isObject(format.response_schema) ? format.response_schema : undefined;
  return [told, enforced].filter(isSchema);
}

const UNCHECKED: Loss = {
  pointer: "/response_format",
  action: "dropped",
  reason: "the answer is not checked against all of its schema",
};

function saidIn({ choices = null }: JsonObject): string | undefined {
  const [first = null] = isArray(choices) ? choices : [];
  const message = isObject(first) ? first.message : undefined;
  return isObject(message) && typeof message.content === "string" ? message.content : undefined;
}

function faultOf(value: JsonObject, { said, schema }: { readonly said: string; readonly schema: Json }): Fault {
  const { usage = null } = value;
  const kind = "JSONSchemaValidationError";
  const words = `model=, returned an invalid response=${said}, for schema=${pythonDumps(schema)}.`;
  return {
    origin: "provider",
    kind,
    status: FAULT_STATUS[kind],
    message: `litellm.${kind}: ${words}\nAccess raw response with \`e.raw_response\``,
    provider: "",
    model: "",
    partial: { content: said, ...(usage !== null && { usage }) },
  };
}

type Checked = { readonly fault: Fault } | { readonly losses: readonly Loss[] };

/** A whole answer as it stands to what it was to be. */
function checked(value: JsonObject, schemas: readonly Json[]): Checked {
  const said = saidIn(value);
  if (said === undefined) return { losses: [] };
  const parsed = parse(said);
  const verdicts = schemas.map((schema) => (parsed.ok ? conforms(parsed.value, schema) : "fails"));
  const failed = schemas[verdicts.indexOf("fails")];
  if (failed !== undefined) return { fault: faultOf(value, { said, schema: failed }) };
  return { losses: verdicts.includes("open") ? [UNCHECKED] : [] };
}

function checkedStep(step: Done, schemas: readonly Json[]): Done | Fail {
  const { alike: _, losses = [], ...rest } = step;
  const found = checked(step.value, schemas);
  if ("fault" in found) return { step: "fail", fault: found.fault, losses };
  return { ...rest, losses: [...losses, ...found.losses] };
}

function checkedAdapter<R extends RouteName>(served: Adapter<R>, schemas: readonly Json[]): Adapter<R> {
  // Whether an answer is what was asked for depends on all of it.
  const { free: _free, reckoned: _told, ...adapter } = served;
  const told = <S extends Json>(step: Step<S>, isStreamed: boolean): Step<S> =>
    step.step === "done" && !isStreamed ? checkedStep(step, schemas) : step;
  return {
    ...adapter,
    prepare: (call, given) => told(adapter.prepare(call, given), call.stream),
    parse: (reply, exchange) => told(adapter.parse(reply, exchange), exchange.call.stream),
  } satisfies Adapter<R, Needs>;
}

function checkedMock(answer: Answer, schemas: readonly Json[]): Answer {
  const found = answer.answer === "value" ? checked(answer.value, schemas) : undefined;
  return found !== undefined && "fault" in found ? { answer: "fault", fault: found.fault } : answer;
}

/** A call whose whole answer is checked against the schema it was asked for, where that is asked for. */
export function withCheck<T extends Reading<RouteName> | Refusal | Answering>(read: T, asked: Asked): T {
  const schemas = schemasAsked(asked);
  if (schemas.length === 0 || read.read === "refused") return read;
  return read.read === "answer"
    ? { ...read, answer: (moment) => checkedMock(read.answer(moment), schemas) }
    : { ...read, adapter: checkedAdapter(read.adapter, schemas) };
}
