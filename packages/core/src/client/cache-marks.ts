import type { Settings } from "../call.ts";
import { entries, isArray, isInt, isObject, type Json, type JsonObject, numeric, object } from "../json/index.ts";
import { hasMarks, type Markable, marksOf, marksOutside, marksWithin } from "./count-marks.ts";

/** Marks Anthropic takes in one request, and LiteLLM sends at the most. */
export const MOST = 4;
/** The mark where nobody says which. */
export const EPHEMERAL: JsonObject = { type: "ephemeral" };
/** Types of tools whose marks are not sent. */
const UNMARKED: ReadonlySet<Json | undefined> = new Set([
  "tool_search_tool_regex_20251119",
  "tool_search_tool_bm25_20251119",
]);

interface Asked extends Pick<Markable, "tools" | "mark"> {
  /** LiteLLM's `cache_control_injection_points`. */
  readonly points: readonly Json[];
}

/** Messages with the marks asked for, and the points that concern something else. */
export interface Marked {
  readonly messages: readonly Json[];
  readonly rest: readonly Json[];
}

/** The tools whose marks are sent. */
function markableTools(tools: Json | undefined): readonly Json[] {
  return isArray(tools) ? tools.filter((tool) => isObject(tool) && !UNMARKED.has(tool.type)) : [];
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

/** The points LiteLLM sets by itself where `enable_anthropic_prompt_caching` is on: the system and the last turn; none where the caller marks anything. */
export function automaticPoints(
  request: Markable,
  { anthropic_prompt_caching_ttl: ttl }: Settings,
): readonly JsonObject[] {
  if (hasMarks(request)) return [];
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
  const outside = marksOutside({ tools: markableTools(asked.tools), mark: asked.mark });
  const most = MOST - outside - Number(rest.some(isForTools));
  const messages = [...given];
  let used = marksWithin({ messages });
  for (const point of points.filter(({ location }) => location === "message"))
    for (const at of targets(point, messages)) {
      if (used >= most || marksOf(messages[at] ?? null) > 0) continue;
      const made = marked(messages[at], point.control ?? EPHEMERAL);
      if (made === undefined) continue;
      messages[at] = made;
      used += 1;
    }
  const hasRoom = marksWithin({ messages }) + outside < MOST;
  return { messages, rest: hasRoom ? rest : rest.filter((point) => !isForTools(point)) };
}
