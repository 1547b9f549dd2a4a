import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { attributeless, type FoldNotes, joinedText, type Piece, saidUnder, saying } from "./fold-reading.ts";

interface Open {
  readonly done: readonly JsonObject[];
  readonly texts: readonly Json[];
}

const UNSIGNED = "LiteLLM keeps thinking in its block only if it is signed";

function signed({ texts }: Open, signature: Json, notes: FoldNotes): readonly JsonObject[] {
  const thinking = joinedText(texts, notes);
  return thinking === null ? [] : [{ type: "thinking", thinking, signature }];
}

function withBlock(open: Open, block: Json, notes: FoldNotes): Open {
  if (!isObject(block)) {
    notes.raise(attributeless(block, "get"));
    return open;
  }
  if (block.type === "redacted_thinking") {
    if (open.texts.length > 0) lost(notes);
    const data = block.data ?? null;
    const redacted = truthy(data) ? [{ type: "redacted_thinking", data }] : [];
    return { done: [...open.done, ...redacted], texts: [] };
  }
  const { thinking = null, signature = null } = block;
  const said: Open = truthy(thinking) ? { ...open, texts: [...open.texts, thinking] } : open;
  return truthy(signature) ? { done: [...said.done, ...signed(said, signature, notes)], texts: [] } : said;
}

function lost({ loss }: FoldNotes): void {
  loss({ pointer: "/choices/0/delta/thinking_blocks", action: "dropped", reason: UNSIGNED });
}

/** Thinking blocks put together, each ended by its signature; undefined where no chunk has any, null where none is whole. */
export function foldThinking(pieces: readonly Piece[], notes: FoldNotes): Json | undefined {
  if (saying(pieces, "thinking_blocks").length === 0) return undefined;
  const blocks = saidUnder(pieces, "thinking_blocks").flatMap((it) => (isArray(it) ? it : []));
  const { done, texts } = blocks.reduce<Open>((open, block) => withBlock(open, block, notes), { done: [], texts: [] });
  if (texts.length > 0) lost(notes);
  return done.length === 0 ? null : done;
}
