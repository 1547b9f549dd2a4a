import { type ChunkOptions, pythonType } from "@lintel/core";
import { isObject, type Json, numeric } from "@lintel/core/json";
import { isWithin } from "./request-url.ts";
import type { ChatCall, ChatExchange, ChatVendor } from "./types.ts";

/** LiteLLM's REPEATED_STREAMING_CHUNK_LIMIT. */
const REPEAT_LIMIT = 100;

/** What the OpenAI SDK's model of a chunk names and LiteLLM's does not: dumped before the rest. */
const SDK_MEMBERS: readonly string[] = ["moderation", "service_tier"];

/** Whether an endpoint is asked for a stream's usage without being told. */
export function asksUsage({ target }: ChatCall, { usageDomain }: ChatVendor): boolean {
  return usageDomain !== undefined && isWithin(target.base ?? "", usageDomain);
}

/** What is asked of a stream, by the caller or without being told. */
function includesUsage(call: ChatCall, vendor: ChatVendor): boolean {
  const { stream_options: asked = null } = call.input.params;
  return asked === null ? asksUsage(call, vendor) : isObject(asked) && asked.include_usage === true;
}

/** What Python says of options that are none. */
export function optionsFault({ input }: ChatCall): string | undefined {
  const { stream_options: asked = null } = input.params;
  return asked === null || isObject(asked) ? undefined : `'${pythonType(asked)}' object has no attribute 'get'`;
}

function repeatLimit({ settings }: ChatCall): number {
  const limit: Json | undefined = settings.REPEATED_STREAMING_CHUNK_LIMIT;
  return numeric(limit) ?? REPEAT_LIMIT;
}

/** What a call's chunks are made with. */
export function chunkOptions({ call }: ChatExchange, vendor: ChatVendor): ChunkOptions {
  return {
    model: call.model,
    ownModel: call.model,
    created: call.now,
    seed: call.id,
    includeUsage: includesUsage(call, vendor),
    repeatLimit: repeatLimit(call),
    mergeReasoning: call.input.mergeReasoning === true,
    leading: SDK_MEMBERS,
    swallow: call.settings.lintel_swallow_deltas === true,
    everyChoice: call.settings.lintel_every_choice === true,
  };
}
