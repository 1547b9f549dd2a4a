import { isArray, isObject, type Json, type JsonObject, numeric, object } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import { truthy } from "../../params/truthy.ts";
import type { TokenCounts } from "../../transducer.ts";
import { toInt } from "../chunk-int.ts";
import type { Member } from "../chunk-members.ts";
import { missingCounts, streamUsage } from "../stream-usage.ts";
import type { FoldClock } from "./fold-audio.ts";
import { foldChoice } from "./fold-choice.ts";
import { foldHead } from "./fold-head.ts";
import { attributeless, choicesOf, type FoldNotes, hidden } from "./fold-reading.ts";
import type { FoldRules } from "./fold-rules.ts";
import { foldText, isTextCompletion } from "./fold-text.ts";
import { foldUsage } from "./fold-usage.ts";
import type { FoldedChunks } from "./folded-chunks.ts";

export interface FoldOptions {
  readonly clock: FoldClock;
  /** Whether an answer loses what LiteLLM's loses. */
  readonly isLossy: boolean;
  /** Whether a stream has read the chunks before: empty details of a usage are details then. */
  readonly isRead?: boolean;
  rules(chunks: { readonly model: Json; readonly provider: Json }): FoldRules;
}

/** A folding: an answer, nothing of nothing, or what Python would stumble over. */
export type Folded =
  | { readonly folded: "answer"; readonly answer: FoldedChunks }
  | { readonly folded: "nothing" }
  | { readonly folded: "raises"; readonly text: string };

const CHUNK: ReadonlySet<string> = new Set([
  "id",
  "object",
  "created",
  "model",
  "system_fingerprint",
  "choices",
  "usage",
  "_hidden_params",
]);

function inOrder(chunks: readonly JsonObject[]): readonly JsonObject[] {
  const [first] = chunks;
  if (first === undefined || !truthy(hidden(first).created_at)) return chunks;
  const at = (chunk: JsonObject): number => numeric(hidden(chunk).created_at) ?? Number.POSITIVE_INFINITY;
  return chunks.toSorted((one, two) => (at(one) === at(two) ? 0 : at(one) - at(two)));
}

function indexOf(choice: Json): number {
  return isObject(choice) ? (numeric(choice.index) ?? 0) : 0;
}

/** The chunks of each choice: LiteLLM makes one of all. */
function byChoice(
  chunks: readonly JsonObject[],
  isLossy: boolean,
): readonly (readonly [index: number, chunks: readonly JsonObject[]])[] {
  const indices = [...new Set(chunks.flatMap((chunk) => choicesOf(chunk).map(indexOf)))].sort((a, b) => a - b);
  if (isLossy || indices.length < 2) return [[0, chunks]];
  return indices.map((index) => [
    index,
    chunks.map((chunk) => ({ ...chunk, choices: choicesOf(chunk).filter((choice) => indexOf(choice) === index) })),
  ]);
}

function keptMembers(chunks: readonly JsonObject[], { kept }: FoldRules): readonly Member[] {
  return kept.flatMap((key): readonly Member[] => {
    const told = chunks.flatMap(({ [key]: value = null }) => (truthy(value) ? value : []));
    return told.length === 0 ? [] : [[key, told]];
  });
}

function tellOthers(chunks: readonly JsonObject[], { kept }: FoldRules, { loss }: FoldNotes): void {
  const strays = chunks.flatMap((chunk) =>
    Object.entries(chunk).flatMap(([key, value]) =>
      CHUNK.has(key) || kept.includes(key) || (value ?? null) === null ? [] : key,
    ),
  );
  for (const key of new Set(strays))
    loss({ pointer: `/${key}`, action: "dropped", reason: "an answer has no such member" });
}

function fold(
  given: readonly JsonObject[],
  { notes, ...options }: FoldOptions & { readonly notes: FoldNotes },
): Omit<FoldedChunks, "losses"> {
  const { clock, isLossy, isRead = false } = options;
  const chunks = inOrder(given);
  const { provider, ...head } = foldHead({ first: given[0] ?? {}, chunks }, notes);
  const [model = null] = chunks.map((chunk) => chunk.model ?? null);
  const rules = options.rules({ model: head.model, provider });
  const parts = byChoice(chunks, isLossy).map(([index, own]) => foldChoice(own, { index, notes, clock, isLossy }));
  if (isLossy && parts.length === 1 && chunks.some((chunk) => choicesOf(chunk).some((choice) => indexOf(choice) > 0)))
    notes.loss({ pointer: "/choices/1", action: "converted", reason: "LiteLLM makes one choice of all" });
  const total = foldUsage(chunks, { notes, isRead, beginsWithPlaceholder: rules.beginsWithPlaceholder });
  tellOthers(chunks, rules, notes);
  const said = {
    isPlainText: parts.every(({ isPlain }) => isPlain),
    completion: parts.map(({ counted }) => counted).join(""),
    reasoning: parts.map(({ reasoning }) => reasoning).join(""),
  };
  const missing = missingCounts(total, said);
  const usage = (counts: TokenCounts | undefined): readonly Member[] => {
    if (counts === undefined && (missing.prompt || missing.completion)) return [];
    return [["usage", streamUsage(total, { counts: counts ?? {}, isPlainText: said.isPlainText, isWhole: true })]];
  };
  return {
    model: typeof model === "string" ? model : null,
    missing,
    completion: said.completion,
    reasoning: said.reasoning,
    answer: (counts) =>
      object([
        ["id", head.id],
        ["created", toInt(head.created) ?? clock.now],
        ["model", head.model],
        ["object", "chat.completion"],
        ["system_fingerprint", head.fingerprint],
        ["choices", parts.map(({ choice }) => choice)],
        ...usage(counts),
        ...keptMembers(chunks, rules),
      ]),
  };
}

function stumbled(chunks: Json): string | undefined {
  if (!isArray(chunks)) return typeof chunks === "string" ? attributeless("", "get") : "chunks is no list";
  const stray = chunks.find((chunk) => !isObject(chunk));
  return stray === undefined ? undefined : attributeless(stray, "get");
}

/** LiteLLM's `stream_chunk_builder`: the whole answer that chunks amount to. Takes any JSON. */
export function foldChunks(chunks: Json, options: FoldOptions): Folded {
  const refused = stumbled(chunks);
  if (refused !== undefined || !isArray(chunks)) return { folded: "raises", text: refused ?? "" };
  const given = chunks.filter(isObject);
  if (given.length === 0) return { folded: "nothing" };
  const raised: string[] = [];
  const losses: Loss[] = [];
  const notes: FoldNotes = { raise: (text) => raised.push(text), loss: (loss) => losses.push(loss) };
  const ordered = inOrder(given);
  const made = isTextCompletion(ordered)
    ? foldText(ordered, { notes, clock: options.clock })
    : fold(given, { ...options, notes });
  const [text] = raised;
  return text === undefined ? { folded: "answer", answer: { ...made, losses } } : { folded: "raises", text };
}
