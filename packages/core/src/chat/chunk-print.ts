import type { Json, JsonObject } from "../json/index.ts";
import { type Choice, printChoice } from "./chunk-choice.ts";
import type { Delta } from "./chunk-delta.ts";
import { extended, type Member, present } from "./chunk-members.ts";

/** A chunk as LiteLLM holds it before it is printed; null where there is nothing. */
export interface Chunk {
  readonly id: Json;
  readonly created: number;
  readonly model: string;
  readonly fingerprint: Json;
  readonly choices: readonly Choice[];
  /** `provider_specific_fields`. */
  readonly fields: Json;
  readonly usage: Json;
  /** What no model names, in the order it is printed. */
  readonly extras: readonly Member[];
}

const OBJECT = "chat.completion.chunk";

function isPlainDelta(delta: Delta): boolean {
  const { functionCall, toolCalls, audio, images, annotations, reasoning, thinking, fields, extras } = delta;
  if (functionCall !== null || toolCalls !== null || audio !== null || images !== null) return false;
  if (annotations !== null || reasoning !== null || thinking !== null || fields !== null) return false;
  return !extras.some(([key]) => key === "refusal");
}

/** Whether the gateway prints a chunk by hand (`_fast_serialize_simple_model_response_stream`). */
export function isPlain({ choices, fields, fingerprint, usage }: Chunk): boolean {
  const [choice] = choices;
  if (fields !== null || fingerprint !== null || usage !== null || choice === undefined || choices.length > 1)
    return false;
  return choice.logprobs === null && choice.enhancements === null && isPlainDelta(choice.delta);
}

function printPlain({ id, created, model }: Chunk, { index, delta, finish }: Choice): JsonObject {
  const said = present([
    ["role", delta.role],
    ["content", delta.content],
  ]);
  const choice: JsonObject = finish === null ? { index, delta: said } : { index, delta: said, finish_reason: finish };
  return { id, object: OBJECT, created, model, choices: [choice] };
}

/** A chunk as the gateway prints it: plain text by hand, `object` second; everything else in the order of the model. */
export function printChunk(chunk: Chunk): JsonObject {
  const [choice] = chunk.choices;
  if (choice !== undefined && isPlain(chunk)) return printPlain(chunk, choice);
  const { id, created, model, fingerprint, choices, fields, usage, extras } = chunk;
  const printed: Record<string, Json> = { id, created, model, object: OBJECT };
  if (fingerprint !== null) printed.system_fingerprint = fingerprint;
  printed.choices = choices.map(printChoice);
  if (fields !== null) printed.provider_specific_fields = fields;
  if (usage !== null) printed.usage = usage;
  return extras.length === 0 ? printed : extended(printed, extras);
}
