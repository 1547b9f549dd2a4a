import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import type { RouteName } from "../routes/index.ts";
import { ALIKE_MESSAGES } from "./alike-rules.ts";
import { automaticPoints } from "./cache-marks.ts";
import { iterated } from "./completion-messages.ts";
import { resolution } from "./completion-target.ts";
import { isGatewayTool } from "./completion-tools.ts";
import type { MessagesRules } from "./directory.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { type MessagesArgs, readMessagesArgs, userMetadata } from "./messages-args.ts";
import { sanitised } from "./messages-content.ts";
import { type Marked, placeMarks } from "./messages-marks.ts";
import { mockMessage } from "./messages-mock.ts";
import { type MessagesReader, readNative } from "./messages-native.ts";
import { missingArguments } from "./missing-arguments.ts";
import { readOver } from "./over-bridge.ts";
import { refuse, refuseUnserved } from "./refuse.ts";
import { toldBack } from "./told-back.ts";

/** A call of this route, or of the one that serves it over a bridge. */
type Read = Reading<RouteName> | Refusal | Answering;

/** Arguments that are done with once the marks are set. */
const CACHING: readonly string[] = ["cache_control_injection_points", "enable_prompt_caching"];

function without(kwargs: Kwargs, names: readonly string[]): Kwargs {
  return Object.fromEntries(Object.entries(kwargs).filter(([name]) => !names.includes(name)));
}

function readElsewhere(reader: MessagesReader, over: "chat" | "responses"): Read {
  const { kwargs, given, world, provider, points } = reader;
  const { messages, metadata, system } = given;
  const later = points.length > 0 && { cache_control_injection_points: points };
  const changed = { messages, metadata, system, custom_llm_provider: provider, ...later };
  const asked = { ...without(kwargs, CACHING), ...changed };
  return readOver({ bridge: `messages-over-${over}`, over, kwargs: asked }, world);
}

/** What LiteLLM's own code would answer: tools it runs itself, and providers it passes requests through to unchanged. */
function refuseGateway({ given, provider, model, rules, world }: MessagesReader): Refusal | undefined {
  const { tools, model_info: info } = given;
  const list: readonly Json[] = isArray(tools) ? tools : [];
  const objects = list.filter(isObject);
  if (objects.some(({ type }) => type === rules.advisor.tool) && !rules.advisor.isRunBy(provider))
    return refuseUnserved(`the advisor tool is not run for ${provider}`, { provider, model });
  if (objects.some((tool) => isGatewayTool(tool, world.providers.proxy)))
    return refuseUnserved("MCP tools of the gateway are not run", { provider, model });
  const endpoints = isObject(info) ? info.supported_endpoints : undefined;
  return isArray(endpoints) && endpoints.includes("/v1/messages") && !rules.isNative(provider, model)
    ? refuseUnserved(`${provider} is not served on messages`, { provider, model })
    : undefined;
}

function readFor(reader: MessagesReader): Read {
  const { given, provider, model, requestedModel, rules, world } = reader;
  if (typeof given.mock_response === "string" && given.mock_response !== "")
    return mockMessage(given.mock_response, { provider: rules.actor, model });
  const refused = refuseGateway(reader);
  if (refused !== undefined) return refused;
  if (rules.isNative(provider, model)) return readNative(reader);
  return readElsewhere(reader, rules.over({ provider, model, requestedModel, settings: world.settings }));
}

interface Model {
  readonly rules: MessagesRules;
  readonly provider: string;
  readonly model: string;
  readonly world: World;
}

/** The marks a caller asks for, or those LiteLLM sets by itself. */
function marksOf(given: JsonObject, { rules, provider, model, world: { settings } }: Model): Marked {
  const { messages, system, tools, cache_control: mark, cache_control_injection_points: asked } = given;
  const list = isArray(messages) ? messages : [];
  const points = isArray(asked) ? asked.filter(isObject) : [];
  const marking = { messages: list, system, tools, mark, points };
  if (points.length > 0) return placeMarks(marking);
  const isOn = settings.enable_anthropic_prompt_caching === true || given.enable_prompt_caching === true;
  const isDefault = isOn && rules.caches(provider, model);
  return isDefault ? placeMarks({ ...marking, points: automaticPoints(marking, settings) }) : marking;
}

function read({ given, losses }: MessagesArgs, kwargs: Kwargs, world: World): Read {
  const { messages: rules, chat } = world.providers;
  if (rules === undefined) return refuseUnserved("the messages route has no rules", {});
  const listed = iterated(given.messages ?? null);
  if (!listed.ok) return refuse("BadRequestError", `messages: ${listed.text}`, { param: "messages" });
  const { tools } = given;
  if (truthy(tools) && !(isArray(tools) && tools.every(isObject)))
    return refuse("BadRequestError", "tools must be a list of objects", { param: "tools" });
  const metadata = userMetadata(given.metadata);
  if (!metadata.ok) return refuse("BadRequestError", metadata.text, { param: "metadata" });
  const found = resolution({ kwargs, given, world }, given.model ?? null);
  if (!found.resolved) return { read: "refused", fault: found.fault };
  const clean = sanitised(listed.value, chat.signatures.separator);
  const provider = found.provider ?? "None";
  const marked = marksOf({ ...given, messages: clean.messages }, { rules, provider, model: found.model, world });
  const { messages, system, points } = marked;
  const { value: user } = metadata.value;
  const changed = { messages, ...(system !== undefined && { system }), ...(user !== undefined && { metadata: user }) };
  const told = readFor({
    kwargs,
    given: { ...given, ...changed },
    points,
    world,
    rules,
    provider,
    model: found.model,
    requestedModel: String(given.model),
  });
  return toldBack(told, { before: [...losses, ...metadata.value.losses, ...clean.losses], origin: clean.origin });
}

/** `messages`: LiteLLM's keyword arguments of a messages call (https://docs.litellm.ai/docs/anthropic_unified). */
export const messagesFront: Front<RouteName> = {
  route: "messages",
  alike: ALIKE_MESSAGES,
  needs: () => ({}),
  read(kwargs, _given, world) {
    const needed = ["max_tokens", "messages", "model"];
    const refused = missingArguments(kwargs, { name: "anthropic_messages", needed });
    if (refused !== undefined) return refused;
    const args = readMessagesArgs(kwargs, world);
    return args.ok ? read(args.value, kwargs, world) : refuse("BadRequestError", args.text);
  },
};
