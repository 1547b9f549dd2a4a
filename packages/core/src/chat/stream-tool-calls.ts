import { isArray, isObject, type Json, type JsonObject, numeric, pythonCompact } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";

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
  /** More of the arguments that were heard last. */
  hearMore(args: string): void;
  /** The whole calls, in the order of their index; undefined stands for one without an id or a name. */
  calls(): readonly (JsonObject | undefined)[];
  /** The whole calls as JSON texts: what LiteLLM counts. */
  texts(): readonly string[];
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function withPiece(heard: Heard, piece: JsonObject): Heard {
  const called = isObject(piece.function) ? piece.function : {};
  const custom = isObject(piece.custom) ? piece.custom : {};
  const own = truthy(piece.provider_specific_fields) ? piece.provider_specific_fields : called.provider_specific_fields;
  const fields = isObject(own) && truthy(own) ? own : null;
  return {
    id: text(piece.id) ?? heard.id,
    type: text(piece.type) ?? heard.type,
    name: text(called.name) ?? heard.name,
    text: heard.text + (text(called.arguments) ?? ""),
    customName: text(custom.name) ?? heard.customName,
    customText: heard.customText + (text(custom.input) ?? ""),
    fields: fields === null ? heard.fields : { ...heard.fields, ...fields },
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
  let last = 0;

  function calls(): readonly (JsonObject | undefined)[] {
    const inOrder = [...byIndex].sort(([first], [second]) => first - second);
    return inOrder.map(([, heard]) => whole(heard));
  }

  return {
    hear(toolCalls) {
      if (!isArray(toolCalls)) return;
      for (const piece of toolCalls) {
        if (!isObject(piece) || (piece.function ?? piece.custom ?? null) === null) continue;
        const index = numeric(piece.index) ?? 0;
        byIndex.set(index, withPiece(byIndex.get(index) ?? NOTHING, piece));
        last = index;
      }
    },
    hearMore(args) {
      const heard = byIndex.get(last) ?? NOTHING;
      byIndex.set(last, { ...heard, text: heard.text + args });
    },
    calls,
    texts: () => calls().flatMap((call) => (call === undefined ? [] : pythonCompact(call))),
  };
}
