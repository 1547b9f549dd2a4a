import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Addressee } from "./notes.ts";
import type { Lose } from "./types.ts";

const COMPUTERS: Readonly<Record<string, string>> = {
  computer_20250124: "computer-use-2025-01-24",
  computer_20241022: "computer-use-2024-10-22",
};
const ADVANCED_TOOLS = "advanced-tool-use-2025-11-20";
const CONTEXT = "context-management-2025-06-27";
const COMPACT = "compact-2026-01-12";
export const OAUTH_BETA = "oauth-2025-04-20";

function objects(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

function typesOf(tools: Json | undefined): readonly string[] {
  return objects(tools).flatMap(({ type }) => (typeof type === "string" ? [type] : []));
}

function isFilled(value: Json | undefined): boolean {
  return isArray(value) && value.length > 0;
}

function isAdvanced({ type, allowed_callers: own, input_examples: examples, function: given }: JsonObject): boolean {
  const inner = isObject(given) ? given : {};
  const callers = [own, inner.allowed_callers].some((it) => isArray(it) && it.includes("code_execution_20250825"));
  const isSearch = type === "tool_search_tool_regex_20251119" || type === "tool_search_tool_bm25_20251119";
  return isSearch || callers || isFilled(examples) || isFilled(inner.input_examples);
}

function computerBeta(types: readonly string[]): readonly string[] {
  const type = types.find((it) => it.startsWith("computer_"));
  return type === undefined ? [] : [COMPUTERS[type] ?? "computer-use-2024-10-22"];
}

/** Whether an effort is asked of a model for which that is new. */
function hasEffort(
  { reasoning_effort: effort, output_config: config }: JsonObject,
  { vendor, model }: Addressee,
): boolean {
  if (vendor.has(model, "adaptive")) return false;
  const isOpus = /opus[-_]4[-_]5/.test(model.toLowerCase());
  const asked = [isOpus ? effort : undefined, isObject(config) ? config.effort : undefined];
  return asked.some((it) => typeof it === "string" && it !== "");
}

function namesFile({ role, content }: JsonObject): boolean {
  if (role !== "user") return false;
  return objects(content).some(({ type, file }) => type === "file" && isObject(file) && (file.file_id ?? "") !== "");
}

function editBetas(management: Json | undefined): readonly string[] {
  const edits = isObject(management) ? management.edits : management;
  return objects(edits).map(({ type }) => (type === "compact_20260112" || type === "compaction" ? COMPACT : CONTEXT));
}

function formatted({ output_format: format = null, output_config: config }: JsonObject): boolean {
  return format !== null || (isObject(config) && (config.format ?? null) !== null);
}

interface Asked extends Addressee {
  readonly params: JsonObject;
  readonly messages: readonly JsonObject[];
}

/** The betas a request needs: LiteLLM's `get_anthropic_headers` and `update_headers_with_optional_anthropic_beta`. */
export function betasOf({ params, messages, ...addressee }: Asked): readonly string[] {
  const { tools, mcp_servers: servers, container, context_management: management, speed } = params;
  const types = typesOf(tools);
  const starts = (name: string): boolean => types.some((type) => type.startsWith(name));
  const when = (isNeeded: boolean, ...betas: readonly string[]): readonly string[] => (isNeeded ? betas : []);
  return [
    ...computerBeta(types),
    ...when(messages.some(namesFile), "files-api-2025-04-14", "code-execution-2025-05-22"),
    ...when(isFilled(servers), "mcp-client-2025-04-04"),
    ...when(objects(tools).some(isAdvanced), ADVANCED_TOOLS),
    ...when(hasEffort(params, addressee), "effort-2025-11-24"),
    ...when(types.includes("code_execution_20250825"), "code-execution-2025-08-25"),
    ...when(isObject(container) && isFilled(container.skills), "skills-2025-10-02"),
    ...when(starts("web_fetch"), "web-fetch-2025-09-10"),
    ...when(starts("memory"), CONTEXT),
    ...editBetas(management),
    ...when(formatted(params), "structured-outputs-2025-11-13"),
    ...when(speed === "fast", "fast-mode-2026-02-01"),
    ...when(types.includes("advisor_20260301"), "advisor-tool-2026-03-01"),
  ];
}

/** Betas under the vendor's names, sorted; those it does not take are left out. */
export function takenBetas(
  betas: readonly string[],
  { vendor, lose, at }: Pick<Addressee, "vendor"> & { readonly lose: Lose; readonly at: string },
): readonly string[] {
  const asked = [...new Set(betas.map((beta) => beta.trim()))].filter((beta) => beta !== "");
  for (const beta of asked.filter((it) => vendor.beta(it) === undefined))
    lose({ pointer: at, action: "dropped", reason: `the vendor takes no beta ${beta}` });
  return [...new Set(asked.flatMap((beta) => vendor.beta(beta) ?? []))].sort();
}
