import { type Bridge, type Fault, fail, type Loss } from "@lintel/core";
import { isArray } from "@lintel/core/json";
import { type FaultContext, mapException } from "../../faults/index.ts";
import { messageOfResponse } from "./answer.ts";
import { openEvents } from "./events.ts";
import { jsonOf, toArguments } from "./request.ts";
import { unreadChoice, unreadTurn } from "./unread-turn.ts";
import type { Way } from "./way.ts";

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function badRequest(text: string): Fault {
  return { origin: "caller", kind: "BadRequestError", status: 400, message: `litellm.BadRequestError: ${text}` };
}

/** What LiteLLM's code raises over an answer that has no output. */
const UNREAD = { text: "'ResponsesAPIResponse' object has no attribute 'output'" };

/** Anthropic's messages over the Responses API, as LiteLLM serves OpenAI's models unless it is told to use chat completions. */
export const messagesOverResponses: Bridge = {
  name: "messages-over-responses",
  cross(kwargs, world) {
    const losses: Loss[] = [];
    const provider = textOf(kwargs.custom_llm_provider);
    const model = textOf(kwargs.model) ?? "";
    const way: Way = { model, provider, world, lose: (loss) => void losses.push(loss) };
    const prefix = `${provider}/`;
    const local = provider !== undefined && model.startsWith(prefix) ? model.slice(prefix.length) : model;
    const label = world.providers.find(provider ?? "")?.label;
    const context: FaultContext = { provider: provider ?? "", model, now: 0, ...(label !== undefined && { label }) };
    const unread = unreadTurn(jsonOf(kwargs.messages)) ?? unreadChoice(jsonOf(kwargs.tool_choice));
    if (unread !== undefined) return { cross: "refused", fault: badRequest(unread) };
    const unsigned = world.settings.lintel_null_signatures === true ? null : "";
    return {
      cross: "call",
      kwargs: toArguments(kwargs, way),
      losses,
      back: (moment) => ({
        value: (response) =>
          isArray(response.output)
            ? messageOfResponse(response, { unsigned, model: local })
            : fail(mapException(UNREAD, context)),
        open: (sink) => openEvents(sink, { moment, model: local }),
      }),
    };
  },
};
