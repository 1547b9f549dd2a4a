import { entries, isObject, type Json, type JsonObject, object, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { dropLosses, dropNested } from "../params/drop-nested.ts";
import { pythonType } from "../params/python-type.ts";
import { RESPONSES_PARAMS } from "../params/responses-params.ts";
import { visibleMetadata } from "../params/visible-metadata.ts";
import { words } from "../params/words.ts";
import { pythonStr } from "../python-text.ts";
import { plainResponseId } from "../responses/response-id.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { envText } from "./directory.ts";
import type { World } from "./front.ts";

const EFFORTS: ReadonlySet<Json> = new Set(words("none minimal low medium high xhigh max"));

interface Asking {
  readonly given: JsonObject;
  /** The function's own arguments, which go before all others. */
  readonly first: readonly string[];
  readonly additionalDropParams: readonly string[];
  /** Whether a reasoning effort asks for a summary too (`reasoning_auto_summary`). */
  readonly summarises: boolean;
}

/** Whether an effort alone asks for a summary too. */
export function summarises({ settings, env }: World): boolean {
  const variable = envText(env, "LITELLM_REASONING_AUTO_SUMMARY");
  return settings.reasoning_auto_summary === true || variable?.toLowerCase() === "true";
}

/** What `reasoning_effort` stands for (`_map_reasoning_effort`). */
function reasoningOf(effort: Json | undefined, summarises: boolean): JsonObject | undefined {
  if (isObject(effort)) return effort;
  if (effort === undefined || !EFFORTS.has(effort)) return undefined;
  return summarises ? { effort, summary: "detailed" } : { effort };
}

/** The first of these members that a value lacks, as Python names it. */
function lacking(value: JsonObject, names: readonly string[]): string | undefined {
  const name = names.find((it) => value[it] === undefined);
  return name === undefined ? undefined : `'${name}'`;
}

/** What `text_format` stands for (`convert_text_format_to_text_param`), or the words of Python's error. */
export function readTextFormat({ text, text_format: format }: JsonObject): Attempt<Json | undefined> {
  if (text !== undefined || format === undefined) return got(text);
  if (!isObject(format)) return raises(`Unsupported response_format type - ${pythonStr(format)}`);
  const schema = format.json_schema;
  const missing = lacking(format, ["type", "json_schema"]);
  if (missing !== undefined) return raises(missing);
  if (!isObject(schema)) return raises(`'${pythonType(schema ?? null)}' object is not subscriptable`);
  const { name = null, schema: shape = null, strict = null } = schema;
  const unsaid = lacking(schema, ["name", "schema", "strict"]);
  return unsaid === undefined
    ? got({ format: { type: format.type ?? null, name, schema: shape, strict } })
    : raises(unsaid);
}

function metadataLoss(given: Json, kept: JsonObject | undefined): readonly Loss[] {
  const names = isObject(given) ? entries(given).map(([name]) => name) : [];
  const reason = "metadata is at most 16 texts";
  return names
    .filter((name) => kept === undefined || !Object.hasOwn(kept, name))
    .map((name) => ({ pointer: pointer(["metadata", name]), action: "dropped", reason }));
}

type Fixing = Readonly<Record<string, (value: Json) => Json | undefined>>;

const FIXES: Fixing = {
  previous_response_id: (id) => (typeof id === "string" ? plainResponseId(id) : id),
  metadata: (metadata) => (isObject(metadata) ? visibleMetadata(metadata) : undefined),
};

/** The parameters that have a value: the function's own first, the others as the caller has them. */
function valued(all: JsonObject, { first, additionalDropParams }: Omit<Asking, "given" | "summarises">): JsonObject {
  const params: Record<string, Json> = {};
  const take = (name: string): void => {
    const value = all[name];
    if (value !== undefined && !additionalDropParams.includes(name)) params[name] = value;
  };
  first.forEach(take);
  for (const name of Object.keys(all)) if (RESPONSES_PARAMS.has(name) && !first.includes(name)) take(name);
  return additionalDropParams.length === 0 ? params : dropNested(params, additionalDropParams);
}

function isFixed(params: JsonObject): boolean {
  for (const name in FIXES) if (params[name] !== undefined) return false;
  return true;
}

/** LiteLLM's `get_requested_response_api_optional_param`: the parameters that have a value, in its order. */
export function readResponsesParams({ given, summarises, ...asking }: Asking): {
  readonly params: JsonObject;
  readonly losses: readonly Loss[];
} {
  const reasoning = given.reasoning ?? reasoningOf(given.reasoning_effort, summarises);
  const all: JsonObject =
    reasoning === given.reasoning ? given : { ...given, ...(reasoning !== undefined && { reasoning }) };
  const params = valued(all, asking);
  const dropped = dropLosses(all, asking.additionalDropParams);
  if (isFixed(params)) return { params, losses: dropped };
  const fixed = object(
    entries(params).flatMap(([name, value]) => {
      const fix = FIXES[name];
      const after = fix === undefined ? value : fix(value);
      return after === undefined ? [] : [[name, after] as const];
    }),
  );
  const { metadata } = fixed;
  const lost =
    params.metadata === undefined ? [] : metadataLoss(params.metadata, isObject(metadata) ? metadata : undefined);
  return { params: fixed, losses: [...dropped, ...lost] };
}
