import { pythonStr, truthy } from "@lintel/core";
import { int, isFloat, isInt, type Json, type JsonObject, numeric } from "@lintel/core/json";
import type { Notes } from "../lax/index.ts";
import { field, type Member } from "./members.ts";

/** What an answer takes from its call. */
export interface Answering {
  /** Unix time in seconds, for an answer that tells none. */
  readonly now: number;
  /** The n-th id of the call. */
  uuid(n: number): string;
  /** The provider's slug, put before the model's name; absent where LiteLLM shows the name as it is. */
  readonly prefix?: string;
  /** The model as the call names it, shown behind the prefix by an answer that tells none. */
  readonly model?: string;
  /** Whether calls get lost behind a second `multi_tool_use.parallel`, as LiteLLM loses them. */
  readonly misplacesCalls?: boolean;
}

function createdAt(value: Json): Json | undefined {
  if (isInt(value) || typeof value === "boolean") return value;
  const isText = typeof value === "string" && value.trim() !== "";
  const number = isText ? Number(value) : isFloat(value) ? numeric(value) : undefined;
  return number === undefined || !Number.isFinite(number) ? undefined : int(number);
}

function modelName(reply: JsonObject, { prefix, model = "" }: Answering): Json {
  const served = field(reply, "model");
  if (prefix === undefined) return served;
  return `${prefix}/${served === null ? model : pythonStr(served)}`;
}

/** An answer's members before its choices. */
export function head(
  reply: JsonObject,
  { answering, notes }: { readonly answering: Answering; readonly notes: Notes },
): readonly Member[] {
  const id = field(reply, "id");
  const created = createdAt(field(reply, "created"));
  const made = (key: string, reason: string): void => notes.loss({ pointer: `/${key}`, action: "defaulted", reason });
  if (!truthy(id)) made("id", "the reply has no id");
  if (created === undefined) made("created", "the reply does not tell when it was made");
  return [
    ["id", truthy(id) ? id : `chatcmpl-${answering.uuid(0)}`],
    ["created", created ?? answering.now],
    ["model", modelName(reply, answering)],
    ["object", "chat.completion"],
    ["system_fingerprint", field(reply, "system_fingerprint")],
  ];
}
