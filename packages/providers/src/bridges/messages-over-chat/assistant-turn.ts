import { pythonStr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import { shortName } from "./tool-name.ts";
import { drop, dropMembers, markerOf, type Placed, placed, type Way } from "./way.ts";

/** What an assistant's turn is made of. */
interface Said {
  /** The last text that is no block of its own. */
  text: string | null;
  readonly texts: JsonObject[];
  readonly calls: JsonObject[];
  readonly thoughts: JsonObject[];
}

function signatureOf({ provider_specific_fields: fields }: JsonObject): string | undefined {
  const signature = isObject(fields) ? fields.signature : undefined;
  return typeof signature === "string" && signature !== "" ? signature : undefined;
}

function callOf(block: JsonObject, at: string, way: Way): JsonObject {
  const { id = "", name = "", input = {} } = block;
  const short = typeof name === "string" ? shortName(name) : name;
  if (short !== name)
    way.note({ pointer: `${at}/name`, action: "renamed", reason: "chat's names have at most 64 characters" });
  const signature = signatureOf(block);
  const fields = signature === undefined ? {} : { provider_specific_fields: { thought_signature: signature } };
  return {
    id,
    type: "function",
    function: { name: short, arguments: pythonDumps(input), ...fields },
    ...markerOf(way, { value: block, at }),
  };
}

function orEmpty(value: Json | undefined): Json {
  return truthy(value) ? value : "";
}

function hear(said: Said, { value, at }: Placed, way: Way): void {
  if (typeof value === "string") said.text = value;
  if (!isObject(value)) return;
  switch (value.type) {
    case "text":
      dropMembers(way, { value, at }, ["citations"]);
      said.texts.push({ type: "text", text: value.text ?? "", ...markerOf(way, { value, at }) });
      break;
    case "tool_use":
      said.calls.push(callOf(value, at, way));
      break;
    case "thinking":
      said.thoughts.push({
        type: "thinking",
        thinking: orEmpty(value.thinking),
        signature: orEmpty(value.signature),
      });
      break;
    case "redacted_thinking":
      said.thoughts.push({ type: "redacted_thinking", data: orEmpty(value.data) });
      break;
    default:
      drop(way, at, "chat has no counterpart of such a block");
  }
}

function contentOf({ text, texts }: Said): Json {
  if (texts.length === 0) return text;
  return texts.some(({ cache_control: marker }) => marker !== undefined)
    ? texts
    : texts.map((block) => pythonStr(block.text ?? "")).join("");
}

function reasoningOf(thoughts: readonly JsonObject[]): string {
  return thoughts.flatMap(({ thinking }) => (truthy(thinking) ? [pythonStr(thinking)] : [])).join("\n");
}

/** An assistant's turn in chat's words: one message with its text, its calls and, for whom they are, its thoughts. */
export function assistantTurn({ content }: JsonObject, at: string, way: Way): readonly JsonObject[] {
  const said: Said = { text: typeof content === "string" ? content : null, texts: [], calls: [], thoughts: [] };
  if (isArray(content)) for (const item of placed(content, `${at}/content`)) hear(said, item, way);
  const { text, texts, calls, thoughts } = said;
  if (text === null && texts.length + calls.length + thoughts.length === 0) {
    drop(way, at, "a turn without content is not sent");
    return [];
  }
  const reasoning = reasoningOf(thoughts);
  return [
    {
      role: "assistant",
      content: contentOf(said),
      thinking_blocks: thoughts.length === 0 ? null : thoughts,
      ...(calls.length > 0 && { tool_calls: calls }),
      ...(reasoning !== "" && { reasoning_content: reasoning }),
    },
  ];
}
