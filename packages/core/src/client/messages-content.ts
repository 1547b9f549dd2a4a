import { entries, isArray, isObject, type Json, type JsonObject, object, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { isSpace } from "../python-space.ts";
import { flattenSearches, type PlacedBlock } from "./messages-searches.ts";

const TOOL_IDS: Readonly<Record<string, string>> = {
  tool_use: "id",
  server_tool_use: "id",
  tool_result: "tool_use_id",
};

/** An object with one member replaced, in its place. */
export function replaced(value: JsonObject, name: string, member: Json): JsonObject {
  return object(entries(value).map(([key, it]) => [key, key === name ? member : it]));
}

function isBlank(text: Json | undefined): boolean {
  return typeof text !== "string" || text === "" || isSpace(text);
}

/** A block that the API would refuse for its emptiness. */
function isEmptyBlock(block: Json): boolean {
  if (!isObject(block)) return false;
  return (block.type === "text" && isBlank(block.text)) || (block.type === "thinking" && isBlank(block.thinking));
}

/** An id in the letters the API takes, without the signature that some providers hide in it. */
function plainId(id: string, separator: string): string {
  const base = id.split(separator, 1)[0] ?? "";
  return base.replace(/[^a-zA-Z0-9_-]/gu, "_") || "tool_use_id";
}

function withPlainId(block: Json, separator: string): Json {
  if (!isObject(block) || typeof block.type !== "string" || !Object.hasOwn(TOOL_IDS, block.type)) return block;
  const name = TOOL_IDS[block.type] ?? "id";
  const id = block[name];
  if (typeof id !== "string") return block;
  const plain = plainId(id, separator);
  return plain === id ? block : replaced(block, name, plain);
}

type Lose = (loss: Loss) => void;

function filled(placed: readonly PlacedBlock[], lose: Lose): readonly PlacedBlock[] {
  return placed.filter(({ block, place }) => {
    const isKept = !isEmptyBlock(block);
    if (!isKept) lose({ pointer: place, action: "dropped", reason: "the API refuses empty blocks" });
    return isKept;
  });
}

function respelt(placed: readonly PlacedBlock[], { separator, lose }: Sanitising): readonly PlacedBlock[] {
  return placed.map(({ block, place }) => {
    const plain = withPlainId(block, separator);
    if (plain !== block)
      lose({
        pointer: place,
        action: "renamed",
        reason: "ids of tool calls are letters, digits, _ and - to the API",
      });
    return { block: plain, place };
  });
}

interface Sanitising {
  readonly separator: string;
  readonly lose: Lose;
}

/** A message, and the JSON pointers of it and of its blocks as the caller gave them. */
interface Sanitised {
  readonly message: Json;
  readonly place: string;
  readonly blocks: readonly string[];
}

function sanitisedMessage(message: Json, at: number, sanitising: Sanitising): readonly Sanitised[] {
  const place = pointer(["messages", at]);
  if (!isObject(message) || !isArray(message.content)) return [{ message, place, blocks: [] }];
  const { content } = message;
  const placed = content.map((block, index) => ({ block, place: pointer(["messages", at, "content", index]) }));
  const kept = filled(placed, sanitising.lose);
  if (kept.length === 0 && content.length > 0) return [];
  const flat = flattenSearches(respelt(kept, sanitising), sanitising.lose);
  const blocks = flat.map(({ block }) => block);
  const isSame = blocks.length === content.length && blocks.every((block, index) => block === content[index]);
  const clean = isSame ? message : replaced(message, "content", blocks);
  return [{ message: clean, place, blocks: flat.map((it) => it.place) }];
}

/** Where the caller gave what now stands somewhere else. */
function originOf(at: string, cleaned: readonly Sanitised[]): string {
  const [, member, index = "", part, block = "", ...rest] = at.split("/");
  const found = member === "messages" && index !== "" ? cleaned[Number(index)] : undefined;
  if (found === undefined) return at;
  const inside = part === "content" && block !== "" ? found.blocks[Number(block)] : undefined;
  if (inside !== undefined) return [inside, ...rest].join("/");
  return found.place + at.slice(`/messages/${index}`.length);
}

function isCleanBlock(block: Json, separator: string): boolean {
  if (isEmptyBlock(block) || withPlainId(block, separator) !== block) return false;
  return !isObject(block) || block.type !== "web_search_tool_result";
}

function isClean(message: Json, separator: string): boolean {
  if (!isObject(message) || !isArray(message.content)) return true;
  return message.content.every((block) => isCleanBlock(block, separator));
}

/** What LiteLLM puts right in a history before it looks whose model it goes to: empty blocks, ids of tool calls, replayed searches. */
export function sanitised(
  messages: readonly Json[],
  separator: string,
): {
  readonly messages: readonly Json[];
  readonly losses: readonly Loss[];
  /** The caller's JSON pointer of a place in these messages, where it may be another. */
  origin?(pointer: string): string;
} {
  if (messages.every((message) => isClean(message, separator))) return { messages, losses: [] };
  const losses: Loss[] = [];
  const sanitising = { separator, lose: (loss: Loss) => void losses.push(loss) };
  const cleaned = messages.flatMap((message, at) => sanitisedMessage(message, at, sanitising));
  return { messages: cleaned.map(({ message }) => message), losses, origin: (at) => originOf(at, cleaned) };
}
