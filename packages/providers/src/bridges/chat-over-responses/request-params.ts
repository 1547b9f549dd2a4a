import { RESPONSES_PARAMS, truthy } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { lostStreamOptions } from "../../stream-options.ts";
import type { Crossed } from "./crossed.ts";
import { toToolChoice, toTools, withWebSearch } from "./request-tools.ts";

const EFFORTS: ReadonlySet<Json> = new Set(["none", "minimal", "low", "medium", "high", "xhigh", "max"]);

const LONGEST_USER = 64;

export interface Mapping extends Crossed {
  /** Whether summaries are asked for with every effort (`reasoning_auto_summary`). */
  readonly summarises: boolean;
}

function textFormat(format: Json): Json {
  if (!isObject(format)) return null;
  const { type = null, json_schema: given = null } = format;
  if (type === "json_object" || type === "text") return { type };
  if (type !== "json_schema") return null;
  const { name = "response_schema", schema = {}, strict = false } = isObject(given) ? given : {};
  return { type: "json_schema", name, schema, strict };
}

function reasoningOf(effort: Json, { summarises }: Mapping): Json {
  if (isObject(effort)) return effort;
  if (!EFFORTS.has(effort)) return null;
  return summarises ? { effort, summary: "detailed" } : { effort };
}

function streamOptions(options: Json): Json {
  const include = isObject(options) ? options.include_obfuscation : null;
  return typeof include === "boolean" ? { include_obfuscation: include } : null;
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

type Said = Readonly<Record<string, Json>>;
type Rule = (value: Json, said: Said, mapping: Mapping) => Said;

/** How Chat's parameters are said in the Responses API's words. */
const RULES: Readonly<Record<string, Rule>> = {
  max_tokens: (value) => ({ max_output_tokens: value }),
  max_completion_tokens: (value) => ({ max_output_tokens: value }),
  tools: (value, _, mapping) => ({ tools: toTools(value, mapping) }),
  response_format: (value, { text }) => {
    const format = textFormat(value);
    return format === null ? {} : { text: { ...asObject(text), format } };
  },
  verbosity: (value, { text }) => ({ text: { ...asObject(text), verbosity: value } }),
  tool_choice: (value) => ({ tool_choice: toToolChoice(value) }),
  stream_options: (value) => {
    const options = streamOptions(value);
    return options === null ? {} : { stream_options: options };
  },
  reasoning_effort: (value, _, mapping) => ({ reasoning: reasoningOf(value, mapping) }),
  web_search_options: (value, { tools }) => ({ tools: withWebSearch(tools, value) }),
  user: (value, _, { lose }) => {
    if (typeof value !== "string") return { user: value };
    const letters = [...value];
    if (letters.length > LONGEST_USER)
      lose({ pointer: "/user", action: "clamped", reason: `the Responses API takes ${LONGEST_USER} characters` });
    return { user: letters.slice(0, LONGEST_USER).join("") };
  },
};

/** Options of a stream that are heeded here, and with the one the Responses API knows. */
const HEEDED: ReadonlySet<string> = new Set(["include_usage"]);
const SENT: ReadonlySet<string> = new Set(["include_usage", "include_obfuscation"]);

/** Parameters that tell themselves what of them is lost. */
const TELLING: ReadonlySet<string> = new Set(["stream_options"]);

const RENAMED: ReadonlySet<string> = new Set(["max_tokens", "max_completion_tokens", "reasoning_effort"]);

function lossOf(
  name: string,
  isSaid: boolean,
): { readonly action: "renamed" | "dropped"; readonly reason: string } | undefined {
  if (!isSaid) return { action: "dropped", reason: "the Responses API has no such parameter" };
  return RENAMED.has(name) ? { action: "renamed", reason: "the Responses API's name for it" } : undefined;
}

/** Optional parameters as LiteLLM's `_map_optional_params_to_responses_api_request` says them. */
export function toParams(params: JsonObject, mapping: Mapping): Said {
  let said: Said = {};
  const { stream_options: options, stream = null } = params;
  const known = streamOptions(options ?? null) === null ? HEEDED : SENT;
  for (const loss of lostStreamOptions(options, { isStreamed: truthy(stream), known })) mapping.lose(loss);
  for (const [name, value] of entries(params).filter(([, it]) => it !== null)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    const own = RESPONSES_PARAMS.has(name) ? { [name]: value } : {};
    const more = rule === undefined ? own : rule(value, said, mapping);
    const isSaid = Object.values(more).some((it) => it !== null);
    const isQuiet = TELLING.has(name) || (name === "stream" && !truthy(value));
    const loss = isQuiet ? undefined : lossOf(name, isSaid);
    if (loss !== undefined) mapping.lose({ pointer: `/${name}`, ...loss });
    said = { ...said, ...more };
  }
  return said;
}
