import { entries, isObject, type Json, type JsonObject, object, pythonCompact } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import type { Member } from "../chunk-members.ts";
import { type FoldClock, foldAudio } from "./fold-audio.ts";
import { foldFunctionCall, foldToolCalls } from "./fold-calls.ts";
import { foldProviderFields } from "./fold-provider-fields.ts";
import { type FoldNotes, held, joinedLists, joinedText, type Piece, saidUnder, saying } from "./fold-reading.ts";
import { foldThinking } from "./fold-thinking.ts";

/** A message put together, and what is counted of it. */
export interface FoldedMessage {
  readonly members: readonly Member[];
  /** All that LiteLLM counts as completion. */
  readonly counted: string;
  readonly reasoning: string;
}

export interface Folding {
  readonly notes: FoldNotes;
  readonly clock: FoldClock;
  /** Whether an answer loses what LiteLLM's loses. */
  readonly isLossy: boolean;
}

const ROLES: readonly Json[] = ["assistant", "user", "system", "tool", "function"];

/** The parts of a delta that make a message more than plain text. */
export const MORE = [
  "tool_calls",
  "function_call",
  "reasoning_content",
  "thinking_blocks",
  "annotations",
  "audio",
  "images",
  "provider_specific_fields",
] as const;

/** Whether a delta says nothing but plain text. */
export function isPlainDelta(delta: JsonObject): boolean {
  return MORE.every((key) => held(delta, key) === undefined);
}

/** Who speaks: the role of the first chunk that has choices. */
export function foldRole(delta: Json | undefined, { raise }: FoldNotes): Json {
  const role = isObject(delta) && typeof delta.role === "string" && delta.role !== "" ? delta.role : "assistant";
  if (!ROLES.includes(role)) raise("role: Input should be 'assistant', 'user', 'system', 'tool' or 'function'");
  return role;
}

interface Spared {
  readonly refusal?: Json;
  readonly items?: Json;
}

/** What LiteLLM leaves out of an answer: the text of a refusal, and reasoning items. */
function spared(pieces: readonly Piece[], { notes, isLossy }: Folding): Spared {
  const said = ["refusal", "reasoning_items"].filter((key) => saying(pieces, key).length > 0);
  if (!isLossy) {
    const refusal = joinedText(saidUnder(pieces, "refusal"), notes);
    const items = joinedLists(saidUnder(pieces, "reasoning_items"), notes);
    return { ...(truthy(refusal) && { refusal }), ...(truthy(items) && { items }) };
  }
  for (const key of said)
    notes.loss({
      pointer: `/choices/0/delta/${key}`,
      action: "dropped",
      reason: "LiteLLM's answer has no place for it",
    });
  return {};
}

function shownCall(call: JsonObject, isLossy: boolean): JsonObject {
  if (!isLossy || call.type !== "custom") return call;
  const { type: _, ...rest } = call;
  return rest;
}

/** A message of plain text: what the first choice of each chunk says. */
export function plainMessage(
  { role, said }: { readonly role: Json; readonly said: readonly Piece[] },
  folding: Folding,
): FoldedMessage {
  const content = said.flatMap(({ first: { content: text } }) => (typeof text === "string" ? [text] : [])).join("");
  const { refusal, items } = spared(said, folding);
  return {
    members: [
      ["content", content],
      ["role", role],
      ["tool_calls", null],
      ["function_call", null],
      ...fieldsOf(undefined, refusal),
      ...(items === undefined ? [] : [["reasoning_items", items] as const]),
    ],
    counted: content,
    reasoning: "",
  };
}

function fieldsOf(fields: JsonObject | undefined, refusal: Json | undefined): readonly Member[] {
  if (fields === undefined && refusal === undefined) return [];
  const told: readonly Member[] = refusal === undefined ? [] : [["refusal", refusal]];
  return [["provider_specific_fields", object([...entries(fields ?? {}), ...told])]];
}

/** A message of whatever the deltas say, in the order LiteLLM puts it in. */
export function richMessage(
  { role, said }: { readonly role: Json; readonly said: readonly Piece[] },
  folding: Folding,
): FoldedMessage {
  const { notes, clock, isLossy } = folding;
  const calls = foldToolCalls(said, notes);
  const called = foldFunctionCall(said, notes);
  const text = joinedText(saidUnder(said, "content"), notes);
  const content = text ?? (calls === undefined && called === undefined ? "" : null);
  const thinking = foldThinking(said, notes);
  const reasoning = joinedText(saidUnder(said, "reasoning_content"), notes);
  const audio = foldAudio(said, { notes, clock });
  const { refusal, items } = spared(said, folding);
  const late: readonly (readonly [key: string, value: Json | undefined])[] = [
    ["thinking_blocks", thinking],
    ["reasoning_content", reasoning ?? undefined],
    ["annotations", joinedLists(saidUnder(said, "annotations"), notes) ?? undefined],
    ["audio", audio],
    ["images", joinedLists(saidUnder(said, "images"), notes) ?? undefined],
    ["reasoning_items", items],
  ];
  return {
    members: [
      ["content", content],
      ["role", role],
      ["tool_calls", calls?.map((call) => shownCall(call, isLossy)) ?? null],
      ["function_call", called ?? null],
      ...fieldsOf(foldProviderFields(said), refusal),
      ...late.flatMap(([key, value]): readonly Member[] => (value === undefined ? [] : [[key, value]])),
    ],
    counted: [content ?? "", ...[called, ...(calls ?? [])].filter(isObject).map((it) => pythonCompact(it))].join(""),
    reasoning: reasoning ?? "",
  };
}

/** The message as an object. */
export function messageOf({ members }: FoldedMessage): JsonObject {
  return object(members);
}
