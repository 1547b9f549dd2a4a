import { entries, isArray, isObject, type Json, type JsonObject, numeric, pythonCompact } from "../json/index.ts";

interface Heard {
  readonly id: string | null;
  readonly type: string | null;
  readonly name: string | null;
  readonly text: string;
  readonly customName: string | null;
  readonly customText: string;
  readonly fields: JsonObject | null;
}

const NOTHING: Heard = { id: null, type: null, name: null, text: "", customName: null, customText: "", fields: null };

/** Tool calls put together from their deltas, as LiteLLM's `get_combined_tool_content` does. */
export interface HeardToolCalls {
  hear(toolCalls: Json): void;
  /** The whole calls as JSON texts, in the order of their index: what LiteLLM counts. */
  texts(): readonly string[];
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function withPiece(heard: Heard, piece: JsonObject): Heard {
  const called = isObject(piece.function) ? piece.function : {};
  const custom = isObject(piece.custom) ? piece.custom : {};
  const fields = isObject(piece.provider_specific_fields) ? piece.provider_specific_fields : null;
  return {
    id: text(piece.id) ?? heard.id,
    type: text(piece.type) ?? heard.type,
    name: text(called.name) ?? heard.name,
    text: heard.text + (text(called.arguments) ?? ""),
    customName: text(custom.name) ?? heard.customName,
    customText: heard.customText + (text(custom.input) ?? ""),
    fields: fields === null || entries(fields).length === 0 ? heard.fields : { ...heard.fields, ...fields },
  };
}

function whole({ id, type, name, text: args, customName, customText, fields }: Heard): JsonObject | undefined {
  if (id === null) return undefined;
  if (customName !== null) return { id, type: "custom", custom: { name: customName, input: customText } };
  if (name === null) return undefined;
  return {
    ...(fields !== null && { provider_specific_fields: fields }),
    function: { arguments: args === "" ? "{}" : args, name },
    id,
    type: type ?? "function",
  };
}

/** An empty collection of tool calls. */
export function heardToolCalls(): HeardToolCalls {
  const byIndex = new Map<number, Heard>();
  return {
    hear(toolCalls) {
      if (!isArray(toolCalls)) return;
      for (const piece of toolCalls) {
        if (!isObject(piece)) continue;
        const index = numeric(piece.index) ?? 0;
        byIndex.set(index, withPiece(byIndex.get(index) ?? NOTHING, piece));
      }
    },
    texts() {
      const inOrder = [...byIndex].sort(([first], [second]) => first - second);
      return inOrder.flatMap(([, heard]) => {
        const call = whole(heard);
        return call === undefined ? [] : pythonCompact(call);
      });
    },
  };
}
