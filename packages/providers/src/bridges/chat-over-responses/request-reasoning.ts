import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Crossed } from "./crossed.ts";

/** What LiteLLM puts before encrypted reasoning that it hands out as a signature (`ENCRYPTED_REASONING_SIGNATURE_PREFIX`). */
export const ENCRYPTED_PREFIX = "litellm_encrypted_reasoning:";

function encryptedOf(block: JsonObject): string | undefined {
  const field = block.type === "thinking" ? block.signature : block.type === "redacted_thinking" ? block.data : null;
  if (typeof field !== "string" || !field.startsWith(ENCRYPTED_PREFIX)) return undefined;
  return field.slice(ENCRYPTED_PREFIX.length);
}

function readable(block: JsonObject): string {
  const { thinking } = block;
  return block.type === "thinking" && typeof thinking === "string" ? thinking : "";
}

function summaryOf(blocks: readonly JsonObject[]): readonly JsonObject[] {
  return blocks
    .map(readable)
    .filter((text) => text !== "")
    .map((text) => ({ type: "summary_text", text }));
}

/** Blocks in runs: each that carries encrypted reasoning alone, the others between them together. */
function runs(blocks: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const grouped: JsonObject[][] = [];
  let isOpen = false;
  for (const block of blocks) {
    const isSealed = encryptedOf(block) !== undefined;
    const last = grouped.at(-1);
    if (isOpen && !isSealed && last !== undefined) last.push(block);
    else grouped.push([block]);
    isOpen = !isSealed;
  }
  return grouped;
}

function itemOf(blocks: readonly JsonObject[]): readonly JsonObject[] {
  const summary = summaryOf(blocks);
  const [first = {}] = blocks;
  const sealed = encryptedOf(first);
  if (sealed !== undefined && sealed !== "") return [{ type: "reasoning", summary, encrypted_content: sealed }];
  return summary.length === 0 ? [] : [{ type: "reasoning", summary }];
}

/** An item and the JSON pointer of it. */
interface Stored extends Pick<Crossed, "lose"> {
  readonly at: string;
  readonly index: number;
}

function storedItem(item: JsonObject, { at, index, lose }: Stored): JsonObject {
  const { id = null, summary = null, encrypted_content: sealed = null } = item;
  if (!truthy(id)) lose({ pointer: `${at}/id`, action: "defaulted", reason: "a reasoning item has an id" });
  return {
    type: "reasoning",
    id: truthy(id) ? id : `rs_${index}`,
    summary: truthy(summary) ? summary : [],
    ...(truthy(sealed) && { encrypted_content: sealed }),
  };
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

/** A block of thought, and its JSON pointer. */
export interface Thought {
  readonly block: JsonObject;
  readonly at: string;
}

/** Blocks of thought as reasoning items; a signature of another issuer is left behind. */
export function replayedThoughts(thoughts: readonly Thought[], { lose }: Pick<Crossed, "lose">): readonly JsonObject[] {
  for (const { block, at } of thoughts) {
    const { signature = null, data = null } = block;
    const isForeign = (truthy(signature) || truthy(data)) && encryptedOf(block) === undefined;
    const reason = "a signature goes to none but its issuer";
    if (isForeign) lose({ pointer: at, action: "dropped", reason });
  }
  return runs(thoughts.map(({ block }) => block)).flatMap(itemOf);
}

/** The reasoning an assistant's message brings back: items as they were given out, else what its thinking blocks tell. */
export function reasoningItems(
  message: JsonObject,
  { at, lose }: Pick<Crossed, "lose"> & { readonly at: string },
): readonly JsonObject[] {
  const stored = objects(message.reasoning_items);
  if (stored.length > 0)
    return stored.map((item, index) => storedItem(item, { at: `${at}/reasoning_items/${index}`, index, lose }));
  const blocks = objects(message.thinking_blocks);
  return replayedThoughts(
    blocks.map((block, index) => ({ block, at: `${at}/thinking_blocks/${index}` })),
    { lose },
  );
}
