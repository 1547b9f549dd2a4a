import type { Settings } from "../call.ts";
import { entries, isArray, isInt, isObject, type Json, type JsonObject, numeric, object } from "../json/index.ts";

/** Marks Anthropic takes in one request, and LiteLLM sends at the most. */
export const MOST = 4;
/** The mark where nobody says which. */
export const EPHEMERAL: JsonObject = { type: "ephemeral" };
const MARKS = ["cache_control", "prompt_cache_breakpoint"] as const;
/** Types of tools whose marks are not sent. */
const UNMARKED: ReadonlySet<Json | undefined> = new Set([
  "tool_search_tool_regex_20251119",
  "tool_search_tool_bm25_20251119",
]);

interface Asked {
  /** LiteLLM's `cache_control_injection_points`. */
  readonly points: readonly Json[];
  readonly tools: Json | undefined;
  /** The call's own mark for everything. */
  readonly mark: Json | undefined;
}

/** Messages with the marks asked for, and the points that concern something else. */
export interface Marked {
  readonly messages: readonly Json[];
  readonly rest: readonly Json[];
}

/** Whether a block, a message or a tool is marked. */
export function isMarked(value: Json | undefined): boolean {
  return isObject(value) && MARKS.some((name) => (value[name] ?? null) !== null);
}

/** How many marks a message has. */
export function marksOf(message: Json): number {
  if (!isObject(message)) return 0;
  const { content } = message;
  return Number(isMarked(message)) + (isArray(content) ? content.filter(isMarked).length : 0);
}

function countMarks(messages: readonly Json[]): number {
  return messages.reduce<number>((sum, message) => sum + marksOf(message), 0);
}

function isMarkedTool(tool: Json): boolean {
  return isObject(tool) && (isMarked(tool) || isMarked(tool.function));
}

function elsewhere({ tools, mark = null }: Asked): number {
  const marked = isArray(tools)
    ? tools.filter((tool) => isObject(tool) && !UNMARKED.has(tool.type) && isMarkedTool(tool))
    : [];
  return marked.length + Number(mark !== null);
}

function indexOf(index: Json | undefined): number | undefined {
  if (isInt(index)) return numeric(index);
  return typeof index === "string" && /^\s*[+-]?\d+\s*$/.test(index) ? Number(index) : undefined;
}

/** Which messages a point means. */
export function targets({ index, role = null }: JsonObject, messages: readonly Json[]): readonly number[] {
  const asked = indexOf(index);
  if (asked !== undefined) {
    const at = asked < 0 ? asked + messages.length : asked;
    return at >= 0 && at < messages.length ? [at] : [];
  }
  if (role === null) return [];
  return messages.flatMap((message, at) => (isObject(message) && message.role === role ? [at] : []));
}

function put(value: JsonObject, key: string, member: Json): JsonObject {
  return object([...entries(value), [key, member]]);
}

/** A message marked: as a whole where it is a text, else on its last part. */
function marked(message: Json | undefined, control: Json): Json | undefined {
  if (!isObject(message)) return undefined;
  const { content } = message;
  if (typeof content === "string") return put(message, "cache_control", control);
  const last = isArray(content) ? content.at(-1) : undefined;
  if (!isArray(content) || !isObject(last)) return undefined;
  return put(message, "content", [...content.slice(0, -1), put(last, "cache_control", control)]);
}

/** Whether a caller has marked anything, messages or tools or the whole. */
export function hasMarks(messages: readonly Json[], { tools, mark = null }: Omit<Asked, "points">): boolean {
  return countMarks(messages) > 0 || mark !== null || (isArray(tools) && tools.some(isMarkedTool));
}

/** The points LiteLLM sets by itself where `enable_anthropic_prompt_caching` is on and the caller marks nothing: the system and the last turn. */
export function automaticPoints({ anthropic_prompt_caching_ttl: ttl }: Settings): readonly JsonObject[] {
  const control: JsonObject = ttl === "5m" || ttl === "1h" ? { ...EPHEMERAL, ttl } : EPHEMERAL;
  return [
    { location: "message", role: "system", control },
    { location: "message", index: -1, control },
  ];
}

/** The marks LiteLLM's `AnthropicCacheControlHook` puts into messages: in the order of the points, no more than Anthropic takes. */
export function withCacheMarks(given: readonly Json[], asked: Asked): Marked {
  const points = asked.points.filter(isObject);
  const rest = points.filter(({ location }) => location !== "message");
  const isForTools = ({ location }: JsonObject): boolean => location === "tool_config";
  const outside = elsewhere(asked);
  const most = MOST - outside - Number(rest.some(isForTools));
  const messages = [...given];
  let used = countMarks(messages);
  for (const point of points.filter(({ location }) => location === "message"))
    for (const at of targets(point, messages)) {
      if (used >= most || marksOf(messages[at] ?? null) > 0) continue;
      const made = marked(messages[at], point.control ?? EPHEMERAL);
      if (made === undefined) continue;
      messages[at] = made;
      used += 1;
    }
  const hasRoom = countMarks(messages) + outside < MOST;
  return { messages, rest: hasRoom ? rest : rest.filter((point) => !isForTools(point)) };
}
