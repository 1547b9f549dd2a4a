import { isArray, isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";

function deltaOf({ type, input = {}, thinking = "", signature }: JsonObject): JsonObject | undefined {
  if (type === "tool_use" || type === "server_tool_use")
    return { type: "input_json_delta", partial_json: pythonDumps(input) };
  return type === "thinking"
    ? { type: "thinking_delta", thinking, ...(signature !== undefined && { signature }) }
    : undefined;
}

function blockEvents(block: Json, index: number): readonly JsonObject[] {
  const content_block = isObject(block) ? block : {};
  const delta = deltaOf(content_block);
  const { citations } = content_block;
  return [
    { type: "content_block_start", index, content_block },
    ...(delta === undefined ? [] : [{ type: "content_block_delta", index, delta }]),
    ...(isArray(citations) ? citations : []).map((citation) => ({
      type: "content_block_delta",
      index,
      delta: { type: "citations_delta", citation },
    })),
    { type: "content_block_stop", index },
  ];
}

/** A whole answer to a call that asked for a stream, as the events that say the same; undefined for what is none. */
export function replayed(value: Json): readonly JsonObject[] | undefined {
  if (!isObject(value)) return undefined;
  if (value.error !== undefined) return [{ type: "error", error: value.error }];
  const { content, stop_reason = null, container, usage } = value;
  if (!isArray(content)) return undefined;
  return [
    { type: "message_start", message: { ...(usage !== undefined && { usage }) } },
    ...content.flatMap(blockEvents),
    {
      type: "message_delta",
      delta: { stop_reason, ...(container !== undefined && { container }) },
      ...(usage !== undefined && { usage }),
    },
    { type: "message_stop" },
  ];
}
