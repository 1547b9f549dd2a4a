import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { readPolicy } from "../params/policy.ts";
import { truthy } from "../params/truthy.ts";
import type { RouteName } from "../routes/index.ts";
import { Secret } from "../secret.ts";
import { headersProblem, readHeaders } from "./completion-headers.ts";
import { iterated } from "./completion-messages.ts";
import { resolution } from "./completion-target.ts";
import { readTimeout } from "./completion-timeout.ts";
import { isGatewayTool } from "./completion-tools.ts";
import type { MessagesRules } from "./directory.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { type MessagesArgs, orderedParams, readMessagesArgs, userMetadata } from "./messages-args.ts";
import { sanitised } from "./messages-content.ts";
import { mockMessage } from "./messages-mock.ts";
import { missingArguments } from "./missing-arguments.ts";
import { readOver } from "./over-bridge.ts";
import { type Blamed, refuse, refuseRaised, refuseUnsendable, refuseUnserved } from "./refuse.ts";

/** A call of this route, or of the one that serves it over a bridge. */
type Read = Reading<RouteName> | Refusal | Answering;

/** A messages call put right, whose model is known. */
interface MessagesReader {
  readonly kwargs: Kwargs;
  readonly given: JsonObject;
  readonly world: World;
  readonly rules: MessagesRules;
  readonly provider: string;
  readonly model: string;
  readonly requestedModel: string;
  readonly losses: readonly Loss[];
}

function readNative(reader: MessagesReader): Read {
  const { kwargs, given, world, provider, model, requestedModel, losses } = reader;
  const blamed: Blamed = { provider, model: requestedModel, providers: world.providers };
  const adapter = world.find("messages", provider, model);
  if (adapter === undefined) return refuseUnserved(`${provider} is not served on messages`, { provider, model });
  const { timeout, stream_timeout: streamed, request_timeout } = given;
  const isStream = truthy(given.stream);
  const patience = (isStream ? streamed : undefined) ?? timeout;
  const seconds = readTimeout(
    { ...(patience !== undefined && { timeout: patience }), ...(request_timeout !== undefined && { request_timeout }) },
    world,
  );
  if (!seconds.ok) return refuseRaised(seconds.text, blamed);
  const problem = headersProblem(kwargs);
  if (problem !== undefined) return refuseRaised(problem, blamed);
  const headers = readHeaders(kwargs, { provider, inherited: undefined });
  if (!headers.ok) return refuseUnsendable(headers.text, blamed);
  const { api_key: key, api_base: base } = kwargs;
  return {
    read: "call",
    adapter,
    model,
    requestedModel,
    input: { messages: isArray(given.messages) ? given.messages.filter(isObject) : [], params: orderedParams(given) },
    stream: isStream,
    policy: readPolicy(given, world),
    headers: headers.value,
    timeout: seconds.value,
    losses,
    ...(typeof base === "string" && base !== "" && { base }),
    ...(key instanceof Secret && { key }),
  };
}

function readElsewhere(reader: MessagesReader, over: "chat" | "responses"): Read {
  const { kwargs, given, world, provider, losses } = reader;
  const { messages, metadata } = given;
  const named = { custom_llm_provider: provider, ...(metadata !== undefined && { metadata }) };
  const asked = { ...kwargs, messages, ...named };
  const read = readOver({ bridge: `messages-over-${over}`, over, kwargs: asked }, world);
  return read.read === "refused" ? read : { ...read, losses: [...losses, ...read.losses] };
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

function read({ given, losses }: MessagesArgs, kwargs: Kwargs, world: World): Read {
  const { messages: rules, chat } = world.providers;
  if (rules === undefined) return refuseUnserved("the messages route has no rules", {});
  const listed = iterated(given.messages ?? null);
  if (!listed.ok) return refuse("BadRequestError", `messages: ${listed.text}`, { param: "messages" });
  const metadata = userMetadata(given.metadata);
  if (!metadata.ok) return refuse("BadRequestError", metadata.text, { param: "metadata" });
  const found = resolution({ kwargs, given, world }, given.model ?? null);
  if (!found.resolved) return { read: "refused", fault: found.fault };
  const clean = sanitised(listed.value, chat.signatures.separator);
  const metadataOf = metadata.value.value === undefined ? {} : { metadata: metadata.value.value };
  return readFor({
    kwargs,
    given: { ...given, messages: clean.messages, ...metadataOf },
    world,
    rules,
    provider: found.provider ?? "None",
    model: found.model,
    requestedModel: String(given.model),
    losses: [...losses, ...metadata.value.losses, ...clean.losses],
  });
}

/** `messages`: LiteLLM's keyword arguments of a messages call (https://docs.litellm.ai/docs/anthropic_unified). */
export const messagesFront: Front<RouteName> = {
  route: "messages",
  needs: () => ({}),
  read(kwargs, _given, world) {
    const needed = ["max_tokens", "messages", "model"];
    const refused = missingArguments(kwargs, { name: "anthropic_messages", needed });
    if (refused !== undefined) return refused;
    const args = readMessagesArgs(kwargs, world);
    return args.ok ? read(args.value, kwargs, world) : refuse("BadRequestError", args.text);
  },
};
