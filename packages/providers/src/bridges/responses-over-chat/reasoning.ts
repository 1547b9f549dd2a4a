import { truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Asked } from "./arguments.ts";
import { drop, type Way } from "./way.ts";

interface Context extends Asked {
  readonly tools: readonly Json[];
  readonly searching: JsonObject;
}

/** Whether chat would send such a call to the Responses API again, which alone knows summaries. */
function goesBack(
  effort: Json,
  summary: Json,
  { model, provider = "", world, base, tools, searching }: Context,
): boolean {
  const { settings, env, providers } = world;
  const params = {
    ...searching,
    ...(tools.length > 0 && { tools }),
    ...(effort !== null && { reasoning_effort: effort }),
  };
  const extra = { reasoning_summary: summary };
  const based = typeof base === "string" ? { base } : {};
  return providers.chat.diverts({ provider, model, params, extra, settings, env, ...based }) === "responses";
}

/** How much is to be thought, and what of it told (`_transform_reasoning_for_chat_completion`). */
export function chatReasoning(reasoning: Json, context: Context, way: Way): JsonObject {
  if (!truthy(reasoning)) return {};
  if (!isObject(reasoning)) return { reasoning_effort: reasoning };
  const { effort = null, summary = null, ...others } = reasoning;
  for (const name of Object.keys(others)) drop(way, `/reasoning/${name}`, "chat has no counterpart of it");
  const isTold = summary !== null && goesBack(effort, summary, context);
  if (summary !== null && !isTold) drop(way, "/reasoning/summary", "chat has no counterpart of it");
  return { ...(effort !== null && { reasoning_effort: effort }), ...(isTold && { reasoning_summary: summary }) };
}
