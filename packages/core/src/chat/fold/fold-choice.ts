import { isArray, isObject, type Json, type JsonObject, object } from "../../json/index.ts";
import { mapFinishReason } from "../chunk-finish-reason.ts";
import { type Folding, foldRole, isPlainDelta, MORE, messageOf, plainMessage, richMessage } from "./fold-message.ts";
import { choicesOf, firstChoice, held, piecesOf } from "./fold-reading.ts";

/** A choice put together, and what is counted of it. */
export interface FoldedChoice {
  readonly choice: JsonObject;
  readonly counted: string;
  readonly reasoning: string;
  /** Whether nothing but plain text was streamed. */
  readonly isPlain: boolean;
}

const CHOICE: ReadonlySet<string> = new Set(["index", "delta", "finish_reason", "logprobs"]);
const DELTA: ReadonlySet<string> = new Set(["role", "content", ...MORE, "refusal", "reasoning_items"]);

function isPlain(chunk: JsonObject): boolean {
  const delta = firstChoice(chunk)?.delta;
  return !isObject(delta) || isPlainDelta(delta);
}

/** The log probabilities of all chunks, which LiteLLM leaves out. */
function logprobsOf(choices: readonly JsonObject[], { notes, isLossy }: Folding): JsonObject | undefined {
  const told = choices.flatMap(({ logprobs = null }) => (isObject(logprobs) ? [logprobs] : []));
  if (told.length === 0) return undefined;
  if (isLossy) {
    const reason = "LiteLLM's answer has no place for it";
    notes.loss({ pointer: "/choices/0/logprobs", action: "dropped", reason });
    return undefined;
  }
  const of = (key: string): Json => {
    const lists = told.map((it) => it[key] ?? null).filter(isArray);
    return lists.length === 0 ? null : lists.flat();
  };
  return { content: of("content"), refusal: of("refusal") };
}

/** Tells, once each, the members that an answer does not have. */
function tellOthers(choices: readonly JsonObject[], { notes }: Folding): void {
  const strays = choices.flatMap((choice) => [
    ...Object.keys(choice).flatMap((key) => (CHOICE.has(key) || held(choice, key) === undefined ? [] : key)),
    ...(isObject(choice.delta) ? Object.entries(choice.delta) : []).flatMap(([key, value]) =>
      DELTA.has(key) || (value ?? null) === null ? [] : `delta/${key}`,
    ),
  ]);
  for (const path of new Set(strays))
    notes.loss({ pointer: `/choices/0/${path}`, action: "dropped", reason: "an answer has no such member" });
}

/** One choice of the answer: the chunks' choices, of which LiteLLM makes one. */
export function foldChoice(
  chunks: readonly JsonObject[],
  { index, ...folding }: Folding & { readonly index: Json },
): FoldedChoice {
  const speaking = chunks.filter((chunk) => choicesOf(chunk).length > 0);
  const choices = speaking.map(firstChoice).filter((choice) => choice !== undefined);
  const role = foldRole(choices[0]?.delta, folding.notes);
  const isPlainText = speaking.every(isPlain);
  const said = isPlainText
    ? choices.map(({ delta }) => ({ first: isObject(delta) ? delta : {}, all: isObject(delta) ? [delta] : [] }))
    : piecesOf(speaking, folding.notes);
  const message = isPlainText ? plainMessage({ role, said }, folding) : richMessage({ role, said }, folding);
  const native = choices.reduce<Json>((last, choice) => held(choice, "finish_reason") ?? last, "stop");
  const finish = mapFinishReason(native);
  const logprobs = logprobsOf(choices, folding);
  tellOthers(choices, folding);
  return {
    choice: object([
      ["finish_reason", finish],
      ["index", index],
      ["message", messageOf(message)],
      ...(logprobs === undefined ? [] : [["logprobs", logprobs] as const]),
      ...(finish === native ? [] : [["provider_specific_fields", { native_finish_reason: native }] as const]),
    ]),
    counted: message.counted,
    reasoning: message.reasoning,
    isPlain: isPlainText,
  };
}
