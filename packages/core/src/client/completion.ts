import type { Adapter } from "../adapter.ts";
import { type JsonObject, numeric } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { readPolicy } from "../params/policy.ts";
import { type Extras, splitExtras } from "../params/split-extras.ts";
import { type Attempt, got } from "./attempt.ts";
import { type ChatArgs, readArgs } from "./completion-args.ts";
import { readHeaders } from "./completion-headers.ts";
import { lossIf, unsentLosses } from "./completion-losses.ts";
import { type Asking, readParams, toolsForModel } from "./completion-params.ts";
import { readRequest } from "./completion-request.ts";
import { firstProvider, readTarget } from "./completion-target.ts";
import { readTimeout } from "./completion-timeout.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { mockAnswer } from "./mock-answer.ts";
import { type Blamed, refuse, refuseRaised, refuseUnsendable, refuseUnserved } from "./refuse.ts";
import { developerToSystem, systemToUser } from "./system-messages.ts";

/** All of a call but its parameters. */
interface Reader extends Asking {
  readonly kwargs: Kwargs;
  readonly extras: JsonObject;
  /** Whom LiteLLM blames before it knows the model's name at the provider, and after. */
  readonly before: Blamed;
  readonly after: Blamed;
}

function messagesFor({ request: { messages }, target, given, world }: Reader): Attempt<readonly JsonObject[]> {
  if (given.supports_system_message !== false) return got(messages);
  const { provider, model, entry } = target;
  const isKept = entry === undefined || world.providers.chat.keepsDeveloper(provider, model);
  const mapped = isKept ? got(messages) : developerToSystem(messages);
  return mapped.ok ? systemToUser(mapped.value) : mapped;
}

function divertsTo({ target, world }: Reader, params: JsonObject, extra: JsonObject): string | undefined {
  const { provider, model, base } = target;
  const { settings, env, providers } = world;
  return providers.chat.diverts({ provider, model, params, extra, settings, env, ...(base !== undefined && { base }) });
}

/** Whether LiteLLM knows before it looks at the parameters that another route will serve the call. */
function divertsEarly(reader: Reader): boolean {
  const { web_search_options } = reader.request.params;
  return divertsTo(reader, web_search_options === undefined ? {} : { web_search_options }, {}) !== undefined;
}

function supportedNames({ target, world }: Reader): readonly string[] | undefined {
  const { adapter, model, entry } = target;
  const isOnChat = entry?.isChat === true;
  return (adapter ?? (isOnChat ? undefined : world.find("chat", world.providers.fallback)))?.supported(model);
}

function unserved(reader: Reader): Refusal {
  const { entry, provider, model } = reader.target;
  const who = { model, ...(provider !== "None" && { provider }) };
  if (entry?.isChat === true)
    return refuseUnserved(`${provider} is not served on chat. You passed model=${model}`, who);
  const passed = `You passed model=${model}, custom_llm_provider=${provider}.`;
  const text = `Unmapped LLM provider for this endpoint. ${passed} Check supported provider and route: https://docs.litellm.ai/docs/providers`;
  const { fault } = refuse("BadRequestError", text, who);
  return { read: "refused", fault: { ...fault, kind: "LiteLLMUnknownProvider" } };
}

function repeats({ given, world }: Reader): Pick<Reading<"chat">, "numRetries" | "maxRetries"> {
  const { metadata, num_retries, max_retries } = given;
  const isRouted = typeof metadata === "object" && metadata !== null && "model_group" in metadata;
  if (isRouted) return { numRetries: 0, maxRetries: 0 };
  const numRetries = numeric(num_retries ?? undefined) ?? numeric(world.settings.num_retries);
  const maxRetries = numeric(num_retries ?? undefined) ?? numeric(max_retries ?? undefined);
  return { ...(numRetries !== undefined && { numRetries }), ...(maxRetries !== undefined && { maxRetries }) };
}

function optionsOf(kwargs: Kwargs, { connection }: Adapter<"chat">): Pick<Reading<"chat">, "options"> {
  const given = Object.keys(connection.options ?? {}).flatMap((name) => {
    const value = kwargs[name];
    return typeof value === "string" && value !== "" ? [[name, value] as const] : [];
  });
  return given.length === 0 ? {} : { options: Object.fromEntries(given) };
}

function extrasOf({ target, policy, extras, world }: Reader): Extras {
  const { provider, model, entry = { provider, extras: "params" } } = target;
  const { scoped, chat } = world.providers;
  return splitExtras(extras, { entry, policy, scoped, refused: chat.refused(provider, model) });
}

function readCall(reader: Reader): Reading<"chat"> | Refusal | Answering {
  const { kwargs, given, request, target, policy, world, before, after } = reader;
  const timeout = readTimeout(given, world);
  if (!timeout.ok) return refuseRaised(timeout.text, after);
  const messages = messagesFor(reader);
  if (!messages.ok) return refuseRaised(messages.text, after);
  const tooled = toolsForModel(reader);
  const insisted = divertsEarly(reader)
    ? [...policy.allowedOpenaiParams, "reasoning_effort"]
    : policy.allowedOpenaiParams;
  const names = supportedNames(reader);
  const asking = { ...reader, policy: { ...policy, allowedOpenaiParams: insisted } };
  const params = names === undefined ? undefined : readParams(tooled.params, asking, names);
  if (params?.read === "raised") return refuseRaised(params.text, after);
  if (params?.read === "unsupported") return refuse("UnsupportedParamsError", params.text);
  const mocked = mockAnswer({ given, target: after, requestedModel: before.model, timeout: timeout.value });
  if (mocked !== undefined) return mocked;
  const diverted = divertsTo(reader, tooled.params, reader.extras);
  if (diverted !== undefined)
    return refuseUnserved(`${target.provider} serves ${target.model} elsewhere than on chat (needs: ${diverted})`, {
      provider: target.provider,
      model: target.model,
    });
  const { adapter, base, key } = target;
  if (params === undefined || adapter === undefined) return unserved(reader);
  const { losses: extraLosses, ...extras } = extrasOf(reader);
  const inherited = target.entry?.inheritsHeaders === true ? world.settings.headers : undefined;
  const headers = readHeaders(kwargs, { provider: target.provider, inherited });
  if (!headers.ok) return refuseUnsendable(headers.text, before);
  const losses: readonly Loss[] = [
    ...request.losses,
    ...tooled.losses,
    ...lossIf(messages.value !== request.messages, {
      pointer: "/messages",
      action: "converted",
      reason: "supports_system_message is false",
    }),
    ...params.losses,
    ...extraLosses,
    ...unsentLosses(kwargs, (name) => params.params[name] !== undefined),
  ];
  return {
    read: "call",
    adapter,
    model: target.model,
    requestedModel: before.model,
    input: {
      messages: messages.value,
      params: params.params,
      ...extras,
      ...(given.merge_reasoning_content_in_choices === true && { mergeReasoning: true }),
    },
    stream: params.params.stream === true,
    policy,
    headers: headers.value,
    timeout: timeout.value,
    losses,
    ...optionsOf(kwargs, adapter),
    ...repeats(reader),
    ...(base !== undefined && { base }),
    ...(key !== undefined && { key }),
  };
}

function read(kwargs: Kwargs, { given, extras }: ChatArgs, world: World): Reading<"chat"> | Refusal | Answering {
  const { providers } = world;
  const pointing = { kwargs, given, world };
  const first = firstProvider(pointing);
  if (first.read === "refused") return first;
  const before = { provider: first.provider, model: String(given.model), providers };
  const request = readRequest(given, { world, blamed: before });
  if (request.read === "refused") return request;
  if (given.model_list !== undefined && given.model_list !== null)
    return refuseUnserved("a model_list is not served", { model: before.model });
  const target = readTarget(pointing);
  if (target.read === "refused") return target;
  const after = { provider: target.provider, model: target.model, providers };
  const policy = readPolicy(given, world);
  return readCall({ kwargs, given, extras, request, target, policy, world, before, after });
}

/** `completion`: LiteLLM's keyword arguments of a chat call (https://docs.litellm.ai/docs/completion/input). */
export const completionFront: Front<"chat"> = {
  route: "chat",
  needs: () => ({}),
  read(kwargs, _given, world) {
    if (kwargs.model === undefined)
      return refuse("BadRequestError", "completion() missing 1 required positional argument: 'model'", {
        provider: "",
      });
    const args = readArgs(kwargs, world.providers);
    return args.read === "refused" ? args : read(kwargs, args.args, world);
  },
};
