import { isArray, isObject, type Json, type JsonObject, pointer } from "@lintel/core/json";
import { put, without } from "../anthropic-messages/notes.ts";
import { hasAdvisor } from "./request-betas.ts";
import type { Notes } from "./types.ts";

/** How LiteLLM marks reasoning that only the API which gave it can read. */
const ENCRYPTED = "litellm_encrypted_reasoning:";

function isForeign(block: Json): boolean {
  if (!isObject(block)) return false;
  const seal =
    block.type === "thinking" ? block.signature : block.type === "redacted_thinking" ? block.data : undefined;
  return typeof seal === "string" && seal.startsWith(ENCRYPTED);
}

/** The ids of the calls of an advisor that a turn has. */
function advisorCalls(content: readonly Json[]): ReadonlySet<Json> {
  const calls = content.filter(isObject).filter(({ type, name }) => type === "server_tool_use" && name === "advisor");
  return new Set(calls.map(({ id = "" }) => id).filter((id) => id !== "" && id !== null));
}

function isAdvice(block: Json, calls: ReadonlySet<Json>): boolean {
  if (!isObject(block)) return false;
  if (block.type === "server_tool_use") return block.name === "advisor" && calls.has(block.id ?? null);
  return block.type === "advisor_tool_result" && calls.has(block.tool_use_id ?? null);
}

function plain(block: Json): Json {
  return isObject(block) ? without(block, "provider_specific_fields") : block;
}

interface Turn {
  readonly message: Json;
  readonly at: number;
  readonly keepsAdvice: boolean;
}

function toTurn({ message, at, keepsAdvice }: Turn, { lose }: Pick<Notes, "lose">): readonly Json[] {
  if (!isObject(message) || !isArray(message.content)) return [message];
  const { content, role } = message;
  const calls = keepsAdvice || role !== "assistant" ? new Set<Json>() : advisorCalls(content);
  const lost = (index: number, reason: string): void =>
    lose({ pointer: pointer(["messages", at, "content", index]), action: "dropped", reason });
  const kept = content.flatMap((block, index): readonly Json[] => {
    if (isAdvice(block, calls)) {
      lost(index, "advice is refused where the advisor is not among the tools");
      return [];
    }
    if (isForeign(block)) {
      lost(index, "only the API that gave this reasoning can read it");
      return [];
    }
    return [plain(block)];
  });
  if (kept.length === 0 && content.some(isForeign)) return [];
  return [
    kept.every((block, index) => block === content[index]) && kept.length === content.length
      ? message
      : put(message, "content", kept),
  ];
}

/** The history as the API takes it back: without what other APIs have left in it, and without advice nobody asks for. */
export function toHistory(
  messages: readonly Json[],
  { params, lose }: { readonly params: JsonObject } & Pick<Notes, "lose">,
): readonly Json[] {
  const keepsAdvice = hasAdvisor(params);
  return messages.flatMap((message, at) => {
    if (message !== null) return toTurn({ message, at, keepsAdvice }, { lose });
    lose({ pointer: pointer(["messages", at]), action: "dropped", reason: "null is no message" });
    return [];
  });
}
