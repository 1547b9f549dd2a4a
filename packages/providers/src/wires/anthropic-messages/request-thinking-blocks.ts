import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Lose } from "./types.ts";

/** Reasoning that another API encrypted, as LiteLLM's bridges mark it. */
const FOREIGN = "litellm_encrypted_reasoning:";

function isForeign({ type, signature, data }: JsonObject): boolean {
  const seal = type === "thinking" ? signature : type === "redacted_thinking" ? data : undefined;
  return typeof seal === "string" && seal.startsWith(FOREIGN);
}

/** Whether a block is thinking that its issuer would not recognise: LiteLLM's `_is_unsignable_thinking_block`. */
export function isUnsigned(block: Json): boolean {
  if (!isObject(block)) return false;
  if (isForeign(block)) return true;
  return block.type === "thinking" && (typeof block.signature !== "string" || block.signature === "");
}

/** The thinking of an assistant's message that goes back to its issuer; undefined where there is none at all. */
export function thinkingBlocks(
  { thinking_blocks: blocks }: JsonObject,
  { at, lose }: { readonly at: string | undefined; readonly lose: Lose },
): readonly JsonObject[] | undefined {
  if (!isArray(blocks)) return undefined;
  const inner = at === undefined ? undefined : child(at, "thinking_blocks");
  return blocks.flatMap((block, index): readonly JsonObject[] => {
    if (isObject(block) && !isUnsigned(block)) return [block];
    if (inner !== undefined)
      lose({ pointer: child(inner, index), action: "dropped", reason: "thinking without Anthropic's own signature" });
    return [];
  });
}
