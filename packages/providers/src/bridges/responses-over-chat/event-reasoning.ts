import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { choicesOf } from "./answer.ts";
import { encryptedThoughts, thoughtParts } from "./answer-items.ts";
import * as told from "./event-shapes.ts";
import type { EventWriter } from "./event-writer.ts";
import type { Passage } from "./passage.ts";
import { foldedAnswer, streamId } from "./stream-answer.ts";

/** What is thought at one go: an item of its own. */
interface Thought {
  readonly index: number;
  readonly id: string;
  text: string;
  readonly chunks: JsonObject[];
}

/** What is thought in a stream. */
export interface Reasoning {
  /** Takes what a delta thinks; false if it thinks nothing. */
  take(delta: JsonObject, chunk: JsonObject): boolean;
  close(): void;
  /** The items by their places. */
  items(): readonly (readonly [index: number, item: JsonObject])[];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

export function eventReasoning({ tell, place }: EventWriter, passage: Passage): Reasoning {
  const thoughts: Thought[] = [];
  const sealed = new Map<Thought, string>();
  let open: Thought | undefined;

  function begun(): Thought {
    if (open !== undefined) return open;
    open = { index: place(), id: `rs_${streamId(passage, 10 + thoughts.length)}`, text: "", chunks: [] };
    thoughts.push(open);
    const { index, id } = open;
    tell(told.itemAdded(index, { id, type: "reasoning", status: "in_progress", summary: [] }));
    return open;
  }

  function say(thought: Thought, delta: string): void {
    const { index, id } = thought;
    const at = { item_id: id, output_index: index, summary_index: 0 };
    if (thought.text === "")
      tell({ type: "response.reasoning_summary_part.added", ...at, part: { type: "summary_text", text: "" } });
    thought.text += delta;
    tell({ type: "response.reasoning_summary_text.delta", ...at, delta });
  }

  /** What only the provider can read of a thought, as it is to be sent back. */
  function sealOf({ chunks }: Thought): string {
    const answer = foldedAnswer(chunks, passage);
    const [choice] = answer === undefined ? [] : choicesOf(answer);
    return (choice !== undefined && isObject(choice.message) ? encryptedThoughts(choice.message) : null) ?? "";
  }

  return {
    take(delta, chunk) {
      const { thinking_blocks: blocks, reasoning_content: reasoning } = delta;
      const said = text(reasoning);
      if (said === "" && !(isArray(blocks) && blocks.length > 0)) return false;
      const thought = begun();
      thought.chunks.push(chunk);
      if (said !== "") say(thought, said);
      return true;
    },
    close() {
      if (open === undefined) return;
      const { index, id, text: said } = open;
      const seal = sealOf(open);
      sealed.set(open, seal);
      const place = { index, id, number: 0, text: said };
      if (said !== "") {
        tell(told.summaryTextDone(place));
        tell(told.summaryPartDone(place));
      }
      const summary = said === "" ? [] : [{ type: "summary_text", text: said }];
      const item = { id, type: "reasoning", summary, ...(seal !== "" && { encrypted_content: seal }) };
      tell(told.itemDone(index, 0, item));
      open = undefined;
    },
    items: () =>
      thoughts.map((thought) => {
        const { index, id, text: said } = thought;
        const seal = sealed.get(thought) ?? "";
        const head = { type: "reasoning", id, status: "completed", role: "assistant", ...thoughtParts(said, false) };
        return [index, { ...head, ...(seal !== "" && { encrypted_content: seal }) }];
      }),
  };
}
