import { type Call, type ChunkOptions, type Exchange, pythonType } from "@lintel/core";
import { isObject, type Json, numeric } from "@lintel/core/json";

/** LiteLLM's REPEATED_STREAMING_CHUNK_LIMIT. */
const REPEAT_LIMIT = 100;

interface Wire extends Pick<ChunkOptions, "leading" | "beginsWithCursor" | "reasoning"> {
  /** Whether usage is asked for where the caller asks for nothing. */
  readonly asksUsage: boolean;
}

/** What is asked of a stream, by the caller or without being told. */
function includesUsage({ input }: Call<"chat">, asksUsage: boolean): boolean {
  const { stream_options: asked = null } = input.params;
  return asked === null ? asksUsage : isObject(asked) && asked.include_usage === true;
}

/** What Python says of options that are none. */
export function optionsFault({ input }: Call<"chat">): string | undefined {
  const { stream_options: asked = null } = input.params;
  return asked === null || isObject(asked) ? undefined : `'${pythonType(asked)}' object has no attribute 'get'`;
}

function repeatLimit({ settings }: Call<"chat">): number {
  const limit: Json | undefined = settings.REPEATED_STREAMING_CHUNK_LIMIT;
  return numeric(limit) ?? REPEAT_LIMIT;
}

/** What a call's chunks are made with. */
export function chunkOptions({ call }: Pick<Exchange<"chat">, "call">, { asksUsage, ...wire }: Wire): ChunkOptions {
  return {
    ...wire,
    model: call.model,
    ownModel: call.model,
    created: call.now,
    seed: call.id,
    includeUsage: includesUsage(call, asksUsage),
    repeatLimit: repeatLimit(call),
    mergeReasoning: call.input.mergeReasoning === true,
    swallow: call.settings.lintel_swallow_deltas === true,
    everyChoice: call.settings.lintel_every_choice === true,
  };
}
