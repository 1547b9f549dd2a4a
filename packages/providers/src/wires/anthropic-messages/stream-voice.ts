import { type ChunkNormaliser, type ChunkRefusal, uuid } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import type { Said } from "./stream-said.ts";

/** Says in chunks what events say. */
export interface Voice {
  say(said: Said): ChunkRefusal | undefined;
  /** Says pieces of text, none of which is empty. */
  sayTexts(texts: readonly string[]): ChunkRefusal | undefined;
}

interface Speaker {
  /** Seed of the call's ids. */
  readonly seed: string;
  /** The model that answers, once it is told. */
  servedModel(): Json;
}

/** A voice that has said nothing; all its chunks have one id, made of the call's. */
export function voice(chunks: ChunkNormaliser, { seed, servedModel }: Speaker): Voice {
  const id = `chatcmpl-${uuid(seed, 0)}`;
  // The last chunk's text or the index of its call, where the next may be the same but for its text.
  let last: "text" | number | undefined;

  function push(delta: JsonObject, more?: Extract<Said, { says: "more" }>): ChunkRefusal | undefined {
    const choices = [{ index: 0, delta, finish_reason: more?.finish ?? null }];
    const chunk = { id, model: servedModel(), choices };
    return chunks.push(more?.usage === undefined ? chunk : { ...chunk, usage: more.usage });
  }

  function say(said: Said): ChunkRefusal | undefined {
    if (said.says === "more") {
      last = undefined;
      return push(said.delta, said);
    }
    const { says, text } = said;
    if (says === "text" && text === "") return undefined;
    const kind = says === "text" ? says : said.index;
    if (last === kind && text !== "" && chunks.repeatable() !== undefined) return chunks.again([text]);
    last = kind;
    if (says === "text") return push({ content: text });
    return push({
      content: "",
      tool_calls: [{ index: said.index, type: "function", function: { arguments: text } }],
    });
  }

  return {
    say,
    sayTexts(texts) {
      for (const [index, text] of texts.entries()) {
        if (last === "text" && chunks.repeatable() !== undefined) return chunks.again(texts.slice(index));
        const refused = say({ says: "text", text });
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
  };
}
