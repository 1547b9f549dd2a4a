import { isObject, type Json, type JsonObject, object } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { mapFinishReason } from "../chunk-finish-reason.ts";
import { toInt } from "../chunk-int.ts";
import { streamUsage } from "../stream-usage.ts";
import { NO_USAGE } from "../stream-usage-total.ts";
import type { FoldClock } from "./fold-audio.ts";
import { choicesOf, type FoldNotes, firstChoice } from "./fold-reading.ts";
import type { FoldedChunks } from "./folded-chunks.ts";

/** Whether chunks are of a text completion: the first choice there is has a text and no delta. */
export function isTextCompletion(chunks: readonly JsonObject[]): boolean {
  const choice = chunks.map(firstChoice).find((it) => it !== undefined);
  return choice !== undefined && choice.text !== undefined && choice.delta === undefined;
}

const REQUIRED = ["id", "object", "created", "model"] as const;

/** LiteLLM's `stream_chunk_builder_text_completion`: one text of all, whose tokens are counted whatever the chunks tell. */
export function foldText(
  chunks: readonly JsonObject[],
  { notes, clock }: { readonly notes: FoldNotes; readonly clock: FoldClock },
): Omit<FoldedChunks, "losses"> {
  const [first = {}] = chunks;
  const last = firstChoice(chunks.at(-1) ?? {});
  for (const key of REQUIRED) if (first[key] === undefined) notes.raise(`'${key}'`);
  if (last === undefined) notes.raise("list index out of range");
  if (chunks.some(({ usage }) => isObject(usage)))
    notes.loss({ pointer: "/usage", action: "converted", reason: "LiteLLM counts the tokens of texts itself" });
  const texts = chunks.flatMap((chunk) => choicesOf(chunk).map((choice) => (isObject(choice) ? choice.text : null)));
  const completion = texts.filter((text) => typeof text === "string").join("");
  const { id = null, model = null, created = null, system_fingerprint: fingerprint = null } = first;
  const { finish_reason: native = null, logprobs = null } = last ?? {};
  const finish: Json = truthy(native) ? mapFinishReason(native) : null;
  const missing = { prompt: true, completion: completion !== "", reasoning: false };
  return {
    model: typeof model === "string" ? model : null,
    missing,
    completion,
    reasoning: "",
    answer: (counts) =>
      object([
        ["id", id ?? `chatcmpl-${clock.uuid(0)}`],
        ["object", "text_completion"],
        ["created", toInt(created) ?? clock.now],
        ["model", model],
        ["choices", [{ finish_reason: finish, index: 0, text: completion, logprobs }]],
        ...(counts === undefined
          ? []
          : [["usage", streamUsage(NO_USAGE, { counts, isPlainText: false, isWhole: true })] as const]),
        ["system_fingerprint", fingerprint],
      ]),
  };
}
