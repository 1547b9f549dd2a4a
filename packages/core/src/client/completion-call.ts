import type { Adapter } from "../adapter.ts";
import { isObject, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { flag } from "../params/flag.ts";
import { dictProblem } from "../params/python-dict.ts";
import { pythonType } from "../params/python-type.ts";
import { type Extras, splitExtras } from "../params/split-extras.ts";
import { pythonRepr } from "../python-text.ts";
import type { ChatInput } from "../routes/chat.ts";
import type { RouteName } from "../routes/index.ts";
import { type Attempt, got } from "./attempt.ts";
import { withCheck } from "./checked-answer.ts";
import { divertsEarly, refuseDiverted, refuseProvider, routeElsewhere } from "./completion-elsewhere.ts";
import { readHeaders } from "./completion-headers.ts";
import { lossIf, unsentLosses } from "./completion-losses.ts";
import { readOverResponses, withoutPrefix } from "./completion-over-responses.ts";
import { readParams, toolsForModel } from "./completion-params.ts";
import type { ChatReader } from "./completion-reader.ts";
import { readRetries } from "./completion-retries.ts";
import { refuseClientArguments } from "./completion-sdk.ts";
import { readTimeout } from "./completion-timeout.ts";
import type { Answering, Kwargs, Reading, Refusal } from "./front.ts";
import { mockAnswer } from "./mock-answer.ts";
import { refuse, refuseRaised, refuseUnsendable } from "./refuse.ts";
import { developerToSystem, systemToUser } from "./system-messages.ts";

function messagesFor({ request: { messages }, target, given, world }: ChatReader): Attempt<readonly JsonObject[]> {
  if (given.supports_system_message !== false) return got(messages);
  const { provider, model, entry } = target;
  const isKept = entry === undefined || world.providers.chat.keepsDeveloper(provider, model);
  const mapped = isKept ? got(messages) : developerToSystem(messages);
  return mapped.ok ? systemToUser(mapped.value) : mapped;
}

/** The parameters the model takes; undefined where nobody here knows. */
function supportedNames({ target, world }: ChatReader): readonly string[] | undefined {
  const { adapter, model, entry } = target;
  const isOnChat = entry?.isChat === true;
  return (adapter ?? (isOnChat ? undefined : world.find("chat", world.providers.fallback)))?.supported(model);
}

/** A reader of a call whose effort goes to the Responses API, whatever the model's chat endpoint takes. */
function withInsisted(reader: ChatReader): ChatReader {
  const { policy } = reader;
  const allowedOpenaiParams = [...policy.allowedOpenaiParams, "reasoning_effort"];
  return { ...reader, policy: { ...policy, allowedOpenaiParams } };
}

function extrasOf({ target, policy, extras, world }: ChatReader, refused: readonly string[]): Extras {
  const { provider, entry = { provider, extras: "params" } } = target;
  return splitExtras(extras, { entry, policy, scoped: world.providers.scoped, refused });
}

/** What Python raises where `extra_body` is no mapping. */
function extraBodyProblem({ target, extras: { extra_body } }: ChatReader): string | undefined {
  const problem = dictProblem(extra_body);
  const isMapped = problem === undefined || target.entry?.extras === "body";
  return isMapped ? problem : `'${pythonType(extra_body ?? null)}' object is not a mapping`;
}

const NO_OPTIONS: Pick<Reading<"chat">, "options"> = {};

function optionsOf(kwargs: Kwargs, { connection }: Adapter<"chat">): Pick<Reading<"chat">, "options"> {
  let options: Record<string, string> | undefined;
  for (const name in connection.options) {
    const value = kwargs[name];
    if (typeof value === "string" && value !== "") options = { ...options, [name]: value };
  }
  return options === undefined ? NO_OPTIONS : { options };
}

interface Prepared {
  readonly messages: readonly JsonObject[];
  readonly params: JsonObject;
  readonly timeout: number;
  readonly losses: readonly Loss[];
}

function toReading(reader: ChatReader, { messages, params, timeout, losses }: Prepared): Reading<"chat"> | Refusal {
  const { kwargs, given, target, policy, world, before } = reader;
  const { adapter, base, key, provider, model, entry } = target;
  if (adapter === undefined) return refuseProvider(reader);
  const inherited = entry?.inheritsHeaders === true ? world.settings.headers : undefined;
  const refused = refuseClientArguments(reader);
  if (refused !== undefined) return refused;
  const headers = readHeaders(kwargs, { provider, inherited });
  const {
    providerParams,
    extraPlace,
    extra,
    losses: extraLosses,
  } = extrasOf(reader, world.providers.chat.refused(provider, model));
  const { merge_reasoning_content_in_choices: asked = null } = given;
  const isMerging = asked === null ? false : flag(asked);
  if (isMerging === undefined && params.stream === true)
    return refuse("BadRequestError", `merge_reasoning_content_in_choices is no boolean: ${pythonRepr(asked)}`, {
      provider,
      model,
      param: "merge_reasoning_content_in_choices",
    });
  const { metadata } = given;
  const more = isMerging === true || isObject(metadata) || !headers.ok;
  const placed = extraPlace === undefined ? {} : { extraPlace };
  const input: ChatInput = { messages, params, providerParams, extra, ...placed };
  return {
    read: "call",
    adapter,
    model,
    requestedModel: before.model,
    input: more
      ? {
          ...input,
          ...(isMerging === true && { mergeReasoning: true }),
          ...(isObject(metadata) && { metadata }),
          ...(!headers.ok && { unsendable: headers.text }),
        }
      : input,
    stream: params.stream === true,
    policy,
    headers: headers.ok ? headers.value : [],
    timeout,
    losses: [...losses, ...extraLosses, ...unsentLosses(kwargs, (name) => params[name] !== undefined)],
    ...optionsOf(kwargs, adapter),
    ...readRetries(given),
    ...(base !== undefined && { base }),
    ...(key !== undefined && { key }),
  };
}

/** Messages as LiteLLM hands them on: a developer's are the system's where the model's chat endpoint knows no developers. */
function developersMapped(
  { target, world }: ChatReader,
  messages: readonly JsonObject[],
): Attempt<readonly JsonObject[]> {
  const { provider, model } = target;
  return world.providers.chat.keepsDeveloper(provider, model) ? got(messages) : developerToSystem(messages);
}

/** What LiteLLM sends to another route than chat. */
function readElsewhere(
  reader: ChatReader,
  { needed, ...prepared }: Prepared & { readonly needed: string },
): Reading<RouteName> | Refusal | Answering {
  const { kwargs, given, target, world, before } = reader;
  const { adapter, provider, entry } = target;
  const isServed = needed === "responses" && world.bridges.some(({ name }) => name === "chat-over-responses");
  if (!isServed || adapter === undefined) return refuseDiverted(reader, needed);
  const inherited = entry?.inheritsHeaders === true ? world.settings.headers : undefined;
  const headers = readHeaders(kwargs, { provider, inherited });
  if (!headers.ok) return refuseUnsendable(headers.text, before);
  const { losses: extraLosses, ...extras } = extrasOf(reader, []);
  const unsent = unsentLosses(kwargs, (name) => prepared.params[name] !== undefined);
  const losses = [...prepared.losses, ...extraLosses, ...unsent];
  const messages = developersMapped(reader, prepared.messages);
  if (!messages.ok) return refuseRaised(messages.text, before);
  const crossing = { ...prepared, messages: messages.value, adapter, extras, headers: headers.value, losses };
  const read = readOverResponses(reader, crossing);
  return read.read === "call" ? { ...read, ...readRetries(given) } : read;
}

function readUnchecked(asked: ChatReader): Reading<RouteName> | Refusal | Answering {
  const isEarly = divertsEarly(asked);
  const reader = isEarly ? withInsisted(withoutPrefix(asked)) : asked;
  const { given, request, world, before, after } = reader;
  const timeout = readTimeout(given, world);
  if (!timeout.ok) return refuseRaised(timeout.text, after);
  const messages = messagesFor(reader);
  if (!messages.ok) return refuseRaised(messages.text, after);
  const tooled = toolsForModel(reader);
  const names = supportedNames(reader);
  const problem = extraBodyProblem(reader);
  const params = names === undefined ? undefined : readParams(tooled.params, reader, names);
  if (params?.read === "raised") return refuseRaised(params.text, after);
  if (params?.read === "unsupported") return refuse("UnsupportedParamsError", params.text);
  if (problem !== undefined) return refuseRaised(problem, after);
  const mocked = mockAnswer({ given, target: after, requestedModel: before.model, timeout: timeout.value });
  if (mocked !== undefined) return mocked;
  const elsewhere = routeElsewhere(asked, tooled.params);
  if (elsewhere !== undefined && params === undefined) return refuseDiverted(reader, elsewhere);
  if (params === undefined) return refuseProvider(reader);
  const reason = "supports_system_message is false";
  const losses = [
    ...request.losses,
    ...tooled.losses,
    ...lossIf(messages.value !== request.messages, { pointer: "/messages", action: "converted", reason }),
    ...params.losses,
  ];
  const prepared = { messages: messages.value, params: params.params, timeout: timeout.value, losses };
  return elsewhere === undefined
    ? toReading(reader, prepared)
    : readElsewhere(reader, { ...prepared, needed: elsewhere });
}

/** The second half of LiteLLM's `completion`: what depends on whose model it is. */
export function readCall(asked: ChatReader): Reading<RouteName> | Refusal | Answering {
  const { given, kwargs, world } = asked;
  return withCheck(readUnchecked(asked), { given, kwargs, settings: world.settings });
}
