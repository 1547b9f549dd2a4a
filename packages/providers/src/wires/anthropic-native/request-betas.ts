import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

const COMPACTION = "compact_20260112";
const ADVISOR = "advisor_20260301";
const TOOL_SEARCHES: readonly Json[] = ["tool_search_tool_regex_20251119", "tool_search_tool_bm25_20251119"];

interface Asked {
  readonly params: JsonObject;
  readonly messages: readonly Json[];
}

function editTypes({ context_management: context }: JsonObject): readonly Json[] {
  const edits = isObject(context) && isArray(context.edits) ? context.edits : [];
  return edits.map((edit) => (isObject(edit) ? (edit.type ?? "") : ""));
}

function toolTypes({ tools }: JsonObject): readonly Json[] {
  return isArray(tools) ? tools.map((tool) => (isObject(tool) ? (tool.type ?? "") : "")) : [];
}

function hasFormat({ output_format: format, output_config: config }: JsonObject): boolean {
  return (format ?? null) !== null || (isObject(config) && (config.format ?? null) !== null);
}

/** What a request uses of the API that has to be named in its header, and the beta's name. */
const BETAS: readonly (readonly [name: string, uses: (asked: Asked) => boolean])[] = [
  ["compact-2026-01-12", ({ params }) => editTypes(params).includes(COMPACTION)],
  ["context-management-2025-06-27", ({ params }) => editTypes(params).some((type) => type !== COMPACTION)],
  ["structured-outputs-2025-11-13", ({ params }) => hasFormat(params)],
  ["fast-mode-2026-02-01", ({ params }) => params.speed === "fast"],
  ["dangerous-tool-use-2026-09-03", ({ params }) => params.safeguards !== undefined],
  [
    "per-turn-control-2026-07-01",
    ({ messages }) => messages.some((message) => isObject(message) && message.output_config !== undefined),
  ],
  ["advisor-tool-2026-03-01", ({ params }) => toolTypes(params).includes(ADVISOR)],
  ["advanced-tool-use-2025-11-20", ({ params }) => toolTypes(params).some((type) => TOOL_SEARCHES.includes(type))],
];

/** The betas a request has need of: LiteLLM's `_update_headers_with_anthropic_beta`. */
export function betasOf(asked: Asked): readonly string[] {
  return BETAS.filter(([, uses]) => uses(asked)).map(([name]) => name);
}

/** Whether a call has the advisor tool. */
export function hasAdvisor(params: JsonObject): boolean {
  return toolTypes(params).includes(ADVISOR);
}
