import { strip, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import { drop, type Way } from "./way.ts";

const OPAQUE: ReadonlySet<Json> = new Set(["encrypted_content", "redacted_thinking"]);

function textsOf(parts: readonly Json[]): string {
  const texts = parts.flatMap((part) => (isObject(part) && typeof part.text === "string" ? [strip(part.text)] : []));
  return texts.filter((text) => text !== "").join("\n");
}

function readableText({ content = null, summary = null }: JsonObject): string {
  if (typeof content === "string" && strip(content) !== "") return content;
  const parts = isArray(content) ? content.filter((part) => isObject(part) && !OPAQUE.has(part.type ?? null)) : [];
  const text = textsOf(parts);
  return text === "" && isArray(summary) ? textsOf(summary) : text;
}

/** Only what a provider can verify is worth sending back. */
function isReplayable(block: Json): boolean {
  if (!isObject(block)) return false;
  return block.type === "thinking" ? truthy(block.signature) : block.type === "redacted_thinking" && truthy(block.data);
}

/** The signed blocks that LiteLLM wrote into `encrypted_content`; what a provider encrypted itself is none of them. */
function signedBlocks({ encrypted_content: sealed = null }: JsonObject): readonly Json[] {
  if (typeof sealed !== "string") return [];
  const parsed = parse(sealed);
  return parsed.ok && isArray(parsed.value) ? parsed.value.filter(isReplayable) : [];
}

/** A reasoning item as the turn that carries nothing else, or undefined where nothing of it can be sent. */
export function reasoningMessage(item: JsonObject, at: string, way: Way): JsonObject | undefined {
  const text = readableText(item);
  const blocks = signedBlocks(item);
  if (blocks.length === 0 && truthy(item.encrypted_content))
    drop(way, `${at}/encrypted_content`, "only who encrypted it can read it, and a chat call has no place for it");
  if (text === "" && blocks.length === 0) return undefined;
  return {
    role: "assistant",
    content: null,
    ...(text !== "" && { reasoning_content: text }),
    ...(blocks.length > 0 && { thinking_blocks: blocks }),
  };
}
