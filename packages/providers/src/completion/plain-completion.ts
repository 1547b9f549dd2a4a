import type { Json, JsonObject } from "@lintel/core/json";
import { count, isNothing, isObjectOf, size } from "./plain-members.ts";
import { plainMessage } from "./plain-message.ts";
import { plainUsage } from "./plain-usage.ts";

/** What LiteLLM hands on as it is. */
const FINISHED: ReadonlySet<Json | undefined> = new Set(["stop", "length", "tool_calls"]);

function plainChoice(source: Json, at: number): JsonObject | undefined {
  if (!isObjectOf(source)) return undefined;
  const { index, message, logprobs, finish_reason: reason } = source;
  const known = count([index, message, logprobs, reason]);
  if (index !== at || !isNothing(logprobs) || !FINISHED.has(reason) || size(source) !== known) return undefined;
  const shown = plainMessage(message);
  if (shown === undefined || reason === undefined) return undefined;
  const finish_reason = reason === "stop" && shown.tool_calls !== undefined ? "tool_calls" : reason;
  return { finish_reason, index: at, message: shown, provider_specific_fields: {} };
}

function plainChoices(source: Json | undefined): readonly JsonObject[] | undefined {
  if (!Array.isArray(source)) return undefined;
  const made: JsonObject[] = [];
  for (let at = 0; at < source.length; at++) {
    const choice = plainChoice(source[at], at);
    if (choice === undefined) return undefined;
    made.push(choice);
  }
  return made;
}

/**
 * The answer to a reply in which nothing has to be put right, the same that the readers of all replies give in a tenth of the
 * time; undefined for any other reply. A prefix is the provider's slug, where LiteLLM shows it before the model's name.
 */
export function plainCompletion(reply: JsonObject, prefix?: string): JsonObject | undefined {
  const { id, object, created, model, choices, usage, service_tier: tier, system_fingerprint: print } = reply;
  const known = count([id, object, created, model, choices, usage, tier, print]);
  if (size(reply) !== known || typeof id !== "string" || id === "" || typeof model !== "string") return undefined;
  if (!Number.isSafeInteger(created) || created === undefined) return undefined;
  if (!(isNothing(tier) || typeof tier === "string") || !(isNothing(print) || typeof print === "string"))
    return undefined;
  const made = plainChoices(choices);
  const used = plainUsage(usage);
  if (made === undefined || used === undefined) return undefined;
  const named = prefix === undefined ? model : `${prefix}/${model}`;
  const answer: Record<string, Json> = { id, created, model: named, object: "chat.completion" };
  if (typeof print === "string") answer.system_fingerprint = print;
  answer.choices = made;
  answer.usage = used;
  if (typeof tier === "string") answer.service_tier = tier;
  return answer;
}
