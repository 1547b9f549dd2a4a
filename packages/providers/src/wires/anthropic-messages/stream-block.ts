import { type Loss, pythonType, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import { growingList } from "./growing-list.ts";
import { ownName } from "./response-content.ts";
import { fieldsSaid, type Said, thinkingSaid } from "./stream-said.ts";
import type { ServerTools } from "./stream-server-tools.ts";
import { mapping, needed, type Trouble } from "./trouble.ts";

/** What the blocks of a stream are read with. */
export interface BlockContext {
  readonly toolNames: Readonly<Record<string, string>>;
  /** Whether arguments and thoughts that came with a block's start only, or not at all, stay untold, as LiteLLM leaves them. */
  readonly omitsUnsent: boolean;
  readonly trouble: Trouble;
  readonly tools: ServerTools;
  lose(loss: Loss): void;
}

/** The blocks of a stream, one after the other. */
export interface Blocks {
  start(event: JsonObject): Said | undefined;
  delta(event: JsonObject): Said | undefined;
  stop(): Said | undefined;
  /** Compactions that were not told yet, with all others. */
  end(): JsonObject;
  /** What the model thought so far. */
  reasoning(): string;
}

interface Block {
  readonly type: string;
  readonly input: Json;
  /** Texts of its input and of its thinking so far. */
  text: string;
  thinking: string;
  /** The type of its first delta that is no text; undefined before. */
  first: Json | undefined;
  /** What Python raises over its deltas once it ends. */
  fault: string | undefined;
}

const TOOLS: ReadonlySet<string> = new Set(["tool_use", "server_tool_use"]);

function block(type: string, input: Json): Block {
  return { type, input, text: "", thinking: "", first: undefined, fault: undefined };
}

/** No block has begun. */
export function blocks({ toolNames, omitsUnsent, trouble, tools, lose }: BlockContext): Blocks {
  const compactions = growingList<JsonObject>();
  let current = block("", null);
  let calls = -1;
  let reasoning = "";

  function startTool(source: JsonObject, type: string): Said | undefined {
    calls++;
    const name = ownName(needed(source, "name", trouble), toolNames);
    const id = needed(source, "id", trouble);
    const { input = {}, caller = null } = source;
    const fields = type === "server_tool_use" ? tools.begin(id, name, input) : {};
    const call = { index: calls, id, type: "function", function: { name, arguments: "" } };
    const said = truthy(caller) ? { ...call, caller } : call;
    return fieldsSaid(fields, { content: "", tool_calls: [said] });
  }

  function startCompaction(source: JsonObject): Said | undefined {
    const told = compactions.add(source);
    const { content = "" } = source;
    return fieldsSaid({
      ...(told && { compaction_blocks: told }),
      compaction_start: { type: "compaction", content },
    });
  }

  function startOf(source: JsonObject, type: string): Said | undefined {
    if (TOOLS.has(type)) return startTool(source, type);
    if (type === "text") {
      const text = needed(source, "text", trouble);
      return typeof text === "string" ? { says: "text", text } : undefined;
    }
    if (type === "redacted_thinking") return thinkingSaid([{ type, data: needed(source, "data", trouble) }], undefined);
    if (type === "thinking") return omitsUnsent ? undefined : thought(source);
    if (type === "compaction") return startCompaction(source);
    if (type.endsWith("_tool_result")) return fieldsSaid(tools.result(source, type));
    lose({ pointer: "/content_block", action: "dropped", reason: `no place for ${type}` });
    return undefined;
  }

  function thought(delta: JsonObject): Said | undefined {
    const { thinking, signature } = delta;
    const text = typeof thinking === "string" ? thinking : "";
    current.thinking += text;
    reasoning += text;
    if (typeof signature === "string" && signature !== "")
      return thinkingSaid([{ type: "thinking", thinking: current.thinking, signature }], text);
    return text === "" ? undefined : thinkingSaid([{ type: "thinking", thinking: text }], text);
  }

  function input(piece: Json): Said | undefined {
    if (!TOOLS.has(current.type)) return undefined;
    const text = typeof piece === "string" ? piece : "";
    current.text += text;
    if (typeof piece !== "string") current.fault ??= `can only concatenate str (not "${pythonType(piece)}") to str`;
    return { says: "arguments", text, index: calls };
  }

  function deltaOf(delta: JsonObject): Said | undefined {
    const { text, type = null, partial_json: piece, citation, content } = delta;
    if (text !== undefined) {
      if (typeof text !== "string") lose({ pointer: "/delta/text", action: "dropped", reason: "a delta is a text" });
      return typeof text === "string" ? { says: "text", text } : undefined;
    }
    current.first ??= type;
    if (type === null) current.fault ??= "'type'";
    if (piece !== undefined) return input(piece);
    if (citation !== undefined) return fieldsSaid({ citation });
    if (delta.thinking !== undefined || delta.signature !== undefined) return thought(delta);
    if (type === "compaction_delta" && content !== undefined)
      return fieldsSaid({ compaction_delta: { type, content } });
    lose({ pointer: "/delta", action: "dropped", reason: "LiteLLM knows no such delta" });
    return undefined;
  }

  /** The arguments of a call for which none came, as far as they are known. */
  function unsent({ first, text, input: given }: Block): string | undefined {
    if (text !== "") return undefined;
    if (first !== undefined) return isObject(given) && Object.keys(given).length > 0 ? pythonDumps(given) : "{}";
    return omitsUnsent ? undefined : pythonDumps(isObject(given) ? given : {});
  }

  return {
    start(event) {
      const { content_block: source = {} } = event;
      mapping(source, trouble);
      const given = needed(event, "content_block", trouble);
      const type = needed(given, "type", trouble);
      const found = isObject(given) ? given : {};
      current = block(typeof type === "string" ? type : "", found.input ?? null);
      if (trouble.text() !== undefined) return undefined;
      if (typeof type !== "string") trouble.raise("'NoneType' object has no attribute 'endswith'");
      return startOf(found, current.type);
    },
    delta(event) {
      const delta = needed(event, "delta", trouble);
      if (isObject(delta)) return deltaOf(delta);
      trouble.raise("argument of type 'NoneType' is not iterable");
      return undefined;
    },
    stop() {
      const ended = current;
      current = block("", null);
      if (!TOOLS.has(ended.type)) return undefined;
      if (ended.fault !== undefined) trouble.raise(ended.fault);
      if (ended.type === "server_tool_use") tools.settle(ended.text);
      const text = unsent(ended);
      return text === undefined ? undefined : { says: "arguments", text, index: calls };
    },
    end() {
      const told = compactions.rest();
      return told === undefined ? {} : { compaction_blocks: told };
    },
    reasoning: () => reasoning,
  };
}
