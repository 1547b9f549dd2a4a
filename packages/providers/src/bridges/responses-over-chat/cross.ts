import {
  type Crossing,
  type Fault,
  type Impassable,
  type Kwargs,
  type Loss,
  readMarks,
  type World,
} from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { type FaultContext, mapException } from "../../faults/index.ts";
import { originOf } from "../origin.ts";
import { type Asked, chatCall } from "./arguments.ts";
import { copied } from "./copied.ts";
import { countedInput } from "./counted-input.ts";
import { customNames } from "./custom-tools.ts";
import { namespaceNames } from "./namespaces.ts";
import type { Passage } from "./passage.ts";
import { wayBack } from "./way-back.ts";

/** Chat's arguments and the request's members they are made of. */
const MEMBERS: Readonly<Record<string, string>> = {
  max_tokens: "/max_output_tokens",
  reasoning_effort: "/reasoning/effort",
  reasoning_summary: "/reasoning/summary",
  response_format: "/text/format",
  stream_options: "/stream",
  web_search_options: "/tools",
};

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isLost({ previous_response_id: previous = null }: JsonObject, { messages }: Kwargs): boolean {
  return typeof previous === "string" && previous !== "" && Array.isArray(messages) && messages.length === 0;
}

/** LiteLLM's words where nothing is left to be said to the model (`async_responses_api_session_handler`). */
function lost({ previous_response_id: previous = null }: JsonObject, of: Pick<Asked, "model" | "provider">): Fault {
  const words = [
    "litellm.BadRequestError: Unable to create messages for completion request.",
    "This can happen when: 1) Using previous_response_id without a session database,",
    "AND 2) Input contains only function_call_output with empty or invalid call_id.",
    "Please ensure function_call_output has a valid call_id from a previous response.",
    `Original request: previous_response_id=${String(previous)}`,
  ];
  const { model, provider } = of;
  const blamed = { model, ...(provider !== undefined && { provider }) };
  return { origin: "caller", kind: "BadRequestError", status: 400, message: words.join(" "), ...blamed };
}

/** The caller's arguments, in the Responses API's words, as arguments of a chat call. */
export function cross(kwargs: Kwargs, world: World): Crossing | Impassable {
  const losses: Loss[] = [];
  const raised: string[] = [];
  const model = text(kwargs.model) ?? "";
  const provider = text(kwargs.custom_llm_provider);
  const way = {
    lose: (loss: Loss) => void losses.push(loss),
    raise: (said: string) => void raised.push(said),
  };
  const {
    kwargs: crossed,
    request,
    input,
    origins,
  } = chatCall(kwargs, { model, provider, world, base: kwargs.api_base }, way);
  const [problem] = raised;
  if (problem !== undefined) {
    const label = world.providers.find(provider ?? "")?.label;
    const context: FaultContext = { provider: provider ?? "", model, now: 0, ...(label !== undefined && { label }) };
    return { cross: "refused", fault: mapException({ text: problem }, context) };
  }
  if (isLost(request, crossed)) return { cross: "refused", fault: lost(request, { model, provider }) };
  const passage: Omit<Passage, "moment"> = {
    model,
    request: copied(request),
    owner: { provider: provider ?? "None", marks: readMarks(kwargs) },
    custom: customNames(request.tools),
    names: namespaceNames(request.tools),
    isBare: world.settings.lintel_bare_response_events === true,
    rules: (named) => world.providers.foldRules?.({ model: named, provider: provider ?? null }),
  };
  return {
    cross: "call",
    kwargs: crossed,
    losses,
    counted: { ...crossed, messages: countedInput(input) },
    origin: (pointer) => originOf(pointer, { origins, members: MEMBERS }),
    back: (moment) => wayBack({ ...passage, moment }),
  };
}
