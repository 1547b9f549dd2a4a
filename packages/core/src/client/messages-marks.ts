import { entries, isArray, isObject, type Json, type JsonObject, object } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { EPHEMERAL, MOST, targets } from "./cache-marks.ts";
import { isMarked, type Markable, marksOf, marksOutside, marksWithin } from "./count-marks.ts";

/** What a caller wants cached, and where marks may go. */
export interface Marking extends Markable {
  readonly system: Json | undefined;
  readonly points: readonly JsonObject[];
}

/** The same, marked, with the points that are for later. */
export type Marked = Pick<Marking, "messages" | "system" | "points">;

function withMark(block: JsonObject, control: Json | undefined): JsonObject {
  return object([...entries(block), ["cache_control", truthy(control) ? control : EPHEMERAL]]);
}

function withLast(blocks: readonly Json[], control: Json | undefined): readonly Json[] {
  const last = blocks.at(-1);
  return isObject(last) ? [...blocks.slice(0, -1), withMark(last, control)] : blocks;
}

function markedSystem(system: Json | undefined, control: Json | undefined): Json | undefined {
  if (typeof system === "string") return [withMark({ type: "text", text: system }, control)];
  return isArray(system) && !system.some(isMarked) ? withLast(system, control) : system;
}

function asBlocks(message: Json): Json {
  if (!isObject(message) || typeof message.content !== "string") return message;
  const content = [{ type: "text", text: message.content }];
  return object(entries(message).map(([key, it]) => [key, key === "content" ? content : it]));
}

function markedMessage(message: Json | undefined, control: Json | undefined): Json | undefined {
  if (!isObject(message) || !isArray(message.content) || marksOf(message) > 0) return undefined;
  const content = withLast(message.content, control);
  if (content === message.content) return undefined;
  return object(entries(message).map(([key, it]) => [key, key === "content" ? content : it]));
}

interface Placing {
  readonly points: readonly JsonObject[];
  readonly most: number;
}

function markedMessages(messages: readonly Json[], { points, most }: Placing): readonly Json[] {
  const marked = [...messages];
  let used = marksWithin({ messages });
  for (const point of points)
    for (const at of targets(point, marked)) {
      const message = used < most ? markedMessage(marked[at], point.control) : undefined;
      if (message === undefined) continue;
      marked[at] = message;
      used += 1;
    }
  return marked;
}

function isForMessages({ location }: JsonObject): boolean {
  return location === "message";
}

/** LiteLLM's `cache_control_injection_points` on this route: marks on messages and system, in order, while the API takes more. */
export function placeMarks(marking: Marking): Marked {
  const { messages, system, points } = marking;
  if (points.length === 0) return { messages, system, points };
  const later = points.filter((point) => !isForMessages(point));
  const outside = marksOutside(marking);
  const most = MOST - outside - Number(later.some(({ location }) => location === "tool_config"));
  const [forSystem] = points.filter((point) => isForMessages(point) && point.role === "system");
  const isRoom = forSystem !== undefined && marksWithin(marking) < most;
  const told = isRoom ? markedSystem(system, forSystem.control) : system;
  const rest = points.filter((point) => isForMessages(point) && point.role !== "system");
  const left = most - marksWithin({ messages: [], system: told });
  const said = markedMessages(messages.map(asBlocks), { points: rest, most: left });
  const isFull = marksWithin({ messages: said, system: told }) + outside >= MOST;
  const kept = isFull ? later.filter(({ location }) => location !== "tool_config") : later;
  return { messages: said, system: told, points: kept };
}
