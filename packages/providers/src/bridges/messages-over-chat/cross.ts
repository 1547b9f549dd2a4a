import type { Crossing, Fault, Impassable, Kwargs, Loss, OverChatRules, World } from "@lintel/core";
import { originOf } from "../origin.ts";
import { chatCall } from "./arguments.ts";
import type { Problem, Way } from "./way.ts";
import { wayBack } from "./way-back.ts";

/** What holds where nobody knows whose model it is. */
const PLAIN: OverChatRules = {
  takesMarkers: () => false,
  takesThinking: () => "no",
  takesSystemTurns: () => false,
  effort: (asked) => asked,
  thinksAs: () => undefined,
};

/** Chat's arguments and the request's members they are made of. */
const MEMBERS: Readonly<Record<string, string>> = {
  reasoning_effort: "/thinking",
  response_format: "/output_format",
  stop: "/stop_sequences",
  user: "/metadata/user_id",
  web_search_options: "/tools",
};

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function faultOf({ at, text: words, isRefused, kind: own }: Problem, { model, provider }: Way): Fault {
  if (own !== undefined) return { origin: "caller", kind: own, status: 400, message: words };
  if (isRefused === true) {
    const kind = "UnsupportedParamsError";
    return { origin: "caller", kind, status: 400, message: `litellm.${kind}: ${words}` };
  }
  const message = `litellm.BadRequestError: ${at.slice(1)}: ${words}`;
  return {
    origin: "caller",
    kind: "BadRequestError",
    status: 400,
    message,
    model,
    ...(provider !== undefined && { provider }),
    param: at.slice(1),
  };
}

/** The name by which the provider itself knows the model. */
function localName({ model, provider }: Way): string {
  const prefix = `${provider}/`;
  return provider !== undefined && model.startsWith(prefix) ? model.slice(prefix.length) : model;
}

/** The caller's arguments, in Anthropic's words, as arguments of a chat call. */
export function cross(kwargs: Kwargs, world: World): Crossing | Impassable {
  const losses: Loss[] = [];
  const problems: Problem[] = [];
  const model = text(kwargs.model) ?? "";
  const provider = text(kwargs.custom_llm_provider);
  const { overChat = PLAIN, proxy } = world.providers;
  const way: Way = {
    model,
    provider,
    rules: overChat,
    takes: (param) =>
      provider !== undefined &&
      (provider !== proxy || param !== "prompt_cache_key") &&
      world.find("chat", provider, model)?.supported(model).includes(param) === true,
    note: (loss) => void losses.push(loss),
    refuse: (problem) => void problems.push(problem),
  };
  const { kwargs: crossed, names, origins, edits } = chatCall(kwargs, world, way);
  const isEmpty = !Array.isArray(kwargs.messages) || kwargs.messages.length === 0;
  if (isEmpty) problems.unshift({ at: "/messages", text: "it is required and may not be empty" });
  if (model === "") problems.unshift({ at: "/model", text: "it is required" });
  const [problem] = problems;
  if (problem !== undefined) return { cross: "refused", fault: faultOf(problem, way) };
  return {
    cross: "call",
    kwargs: crossed,
    losses,
    // LiteLLM counts the messages as they are in the caller's words, without the system prompt (`function_setup`).
    counted: { ...crossed, messages: kwargs.messages },
    origin: (pointer) => originOf(pointer, { origins, members: MEMBERS }),
    back: (moment) => wayBack({ moment, names, edits, model: localName(way), settings: world.settings }),
  };
}
