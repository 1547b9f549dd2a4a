import {
  type Bridge,
  type Call,
  done,
  type Fault,
  fail,
  type Kwargs,
  type Loss,
  plainResponseId,
  uuid,
  type WayBack,
  type World,
} from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { type FaultContext, mapException } from "../../faults/index.ts";
import { toRequest } from "./request.ts";
import { fromResponse } from "./response.ts";
import { chunkStage } from "./stream.ts";

const REPEAT_LIMIT = 100;

interface Served {
  readonly kwargs: Kwargs;
  readonly world: World;
  readonly params: JsonObject;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function contextOf({ kwargs, world }: Served, { now }: Pick<Call, "now">): FaultContext {
  const provider = textOf(kwargs.custom_llm_provider);
  const label = world.providers.find(provider)?.label;
  return { provider, model: textOf(kwargs.model), now, ...(label !== undefined && { label }) };
}

function idOf(id: Json): Json {
  return typeof id === "string" ? plainResponseId(id) : id;
}

function wayBack(served: Served, moment: Pick<Call, "id" | "now">): WayBack {
  const { kwargs, world, params } = served;
  const { settings } = world;
  const context = contextOf(served, moment);
  const { model } = context;
  const isBare = settings.lintel_bare_chat_answers === true;
  const { stream_options: asked = null } = params;
  return {
    value(response) {
      const losses: Loss[] = [];
      const made = fromResponse(response, { model, now: moment.now, idOf, isBare, lose: (loss) => losses.push(loss) });
      return "value" in made ? done(made.value, losses) : fail(mapException({ text: made.text }, context), losses);
    },
    open: (sink) =>
      chunkStage(sink, {
        context,
        idOf,
        isBare,
        ownId: `chatcmpl-${uuid(moment.id, 0)}`,
        options: {
          model,
          ownModel: model,
          created: moment.now,
          seed: moment.id,
          includeUsage: isObject(asked) && asked.include_usage === true,
          repeatLimit: numeric(settings.REPEATED_STREAMING_CHUNK_LIMIT ?? null) ?? REPEAT_LIMIT,
          mergeReasoning: kwargs.merge_reasoning_content_in_choices === true,
          leading: [],
          swallow: settings.lintel_swallow_deltas === true,
          everyChoice: settings.lintel_every_choice === true,
        },
      }),
  };
}

function refused(served: Served, text: string): Fault {
  return mapException({ text }, contextOf(served, { now: 0 }));
}

function jsonOf(value: unknown): JsonObject {
  return isObject(value as Json) ? (value as JsonObject) : {};
}

/**
 * Chat completions over the Responses API, as LiteLLM's `responses_api_bridge` serves models that have no other route.
 * Its arguments are those of `completion` after policy and mapping: `messages`, `optional_params`, and LiteLLM's own.
 */
export const chatOverResponses: Bridge = {
  name: "chat-over-responses",
  cross(kwargs, world) {
    const { messages, optional_params, ...rest } = kwargs;
    const params = jsonOf(optional_params);
    const served = { kwargs, world, params };
    const made = toRequest(isArray(messages as Json) ? (messages as JsonObject[]) : [], { params, world });
    if ("text" in made) return { cross: "refused", fault: refused(served, made.text) };
    const { custom_llm_provider: provider, model } = kwargs;
    return {
      cross: "call",
      kwargs: { ...rest, ...made.request, model: `${textOf(provider)}/${textOf(model)}` },
      losses: made.losses,
      counted: { messages },
      back: (moment) => wayBack(served, moment),
    };
  },
};
