import {
  type Document,
  finishParams,
  type Given,
  type Loss,
  type Plan,
  pythonType,
  type Step,
  truthy,
} from "@lintel/core";
import {
  child,
  entries,
  isArray,
  isObject,
  type JsonObject,
  numeric,
  object,
  print,
  pythonRepr,
} from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { headerError, urlError } from "../../httpx/index.ts";
import { lostStreamOptions } from "../../stream-options.ts";
import { developerAsSystem } from "../message-roles.ts";
import { put, pythonError, without } from "./notes.ts";
import { refuse } from "./refuse.ts";
import { withoutAdvice } from "./request-advisor.ts";
import { betasOf, takenBetas } from "./request-betas.ts";
import { toBody, withBasics } from "./request-body.ts";
import { isJsonMode } from "./request-format.ts";
import { askedBetas, toHeaders } from "./request-headers.ts";
import { mediaUrls } from "./request-media.ts";
import { toParams } from "./request-params.ts";
import { hoisted } from "./request-system.ts";
import { renamed, withNames, withSentNames } from "./request-tool-names.ts";
import { toTurns } from "./request-turns.ts";
import type {
  Failure,
  Lose,
  MessagesCall,
  MessagesNeeds,
  MessagesState,
  MessagesVendor,
  Raise,
  Turn,
} from "./types.ts";

/** Seconds LiteLLM waits unless told. */
export const PATIENCE = 600;

/** Options of a stream that are heeded here, where its chunks are made. */
const HEEDED: ReadonlySet<string> = new Set(["include_usage"]);

/** What a request is made from besides the call. */
export interface Making {
  readonly vendor: MessagesVendor;
  readonly given: Given<MessagesNeeds>;
}

interface Notes {
  readonly lose: Lose;
  readonly raise: Raise;
}

function fetched(call: MessagesCall, { vendor, given }: Making): ReadonlyMap<string, Document> {
  const urls = mediaUrls(call.input.messages, vendor.inlinesImages);
  return new Map(given.images.flatMap((document, index) => [[urls[index] ?? "", document] as const]));
}

function timeouts({ timeout }: MessagesCall): Plan["timeouts"] {
  const milliseconds = (timeout ?? PATIENCE) * 1000;
  return { connectMs: milliseconds, firstByteMs: milliseconds, idleMs: milliseconds };
}

/** LiteLLM looks through what a user says for files: what Python cannot look through. */
function scanProblem({ role, content }: JsonObject): string | undefined {
  if (role !== "user" || !truthy(content) || typeof content === "string") return undefined;
  if (isObject(content)) return "string indices must be integers, not 'str'";
  if (!isArray(content))
    return numeric(content) === undefined && content !== true
      ? undefined
      : `'${pythonType(content)}' object is not iterable`;
  const odd = content.find((part) => !isObject(part) || part.type === undefined);
  if (odd === undefined) return undefined;
  if (typeof odd === "string") return "string indices must be integers, not 'str'";
  return isObject(odd) ? "'type'" : `argument of type '${pythonType(odd)}' is not iterable`;
}

function spoken(call: MessagesCall, notes: Notes): readonly Turn[] {
  const given: readonly Turn[] = call.input.messages.map((message, index) => ({
    message,
    at: child("/messages", index),
  }));
  return given.map((turn) => developerAsSystem(turn, notes));
}

interface Made {
  readonly body: JsonObject;
  readonly betas: readonly string[];
  readonly state: MessagesState;
}

function made(call: MessagesCall, { turns, params, making, notes }: Translating): Made {
  const { vendor } = making;
  const { lose } = notes;
  const { model } = call;
  const place = { ...notes, vendor, model, call };
  const basic = withBasics(params, turns, place);
  const messages = turns.map(({ message }) => message);
  const betas = [...betasOf({ params: basic, messages, vendor, model }), ...askedBetas(call)];
  const names = renamed(basic.tools);
  const named = withNames(basic, names, lose);
  const { system, turns: rest } = hoisted(
    turns.map((turn) => withSentNames(turn, names)),
    notes,
  );
  const prompted = system.length === 0 ? named : put(named, "system", system);
  const raise: Raise = (failure) => {
    if (!("raised" in failure)) return notes.raise(failure);
    const text = `${failure.raised.text}\nReceived Messages=${pythonRepr(rest.map(({ message }) => message))}`;
    return notes.raise({ raised: { text, status: 400 } });
  };
  const said = toTurns(rest, { ...place, raise, fetched: fetched(call, making) });
  const body = toBody(prompted, withoutAdvice(said, { tools: prompted.tools, lose }), place);
  const state = {
    toolNames: Object.fromEntries([...names].map(([name, sent]) => [sent, name])),
    jsonMode: isJsonMode(call.input.params, vendor.has(model, "hasFormats")),
    // LiteLLM's answer tells the speed that was asked for, even where it was dropped (AnthropicChatCompletion.completion).
    speed: typeof params.speed === "string" ? params.speed : null,
  };
  return { body, betas, state };
}

interface Translating {
  readonly turns: readonly Turn[];
  readonly params: JsonObject;
  readonly making: Making;
  readonly notes: Notes;
}

function bodyBetas(
  body: JsonObject,
  { vendor, lose }: { readonly vendor: MessagesVendor; readonly lose: Lose },
): JsonObject {
  const { anthropic_beta: asked } = body;
  if (!isArray(asked) || asked.length === 0) return body;
  const texts = asked.filter((it) => typeof it === "string");
  const taken = takenBetas(texts, { vendor, lose, at: "/anthropic_beta" });
  return taken.length === 0 ? without(body, "anthropic_beta") : put(body, "anthropic_beta", taken);
}

/** Parameters of the provider's own, `extra_body` one of them, where the caller put it. */
function ownParams({ providerParams, extra, extraPlace }: MessagesCall["input"]): JsonObject {
  if (extraPlace === undefined) return providerParams;
  const own = entries(providerParams);
  return object([...own.slice(0, extraPlace), ["extra_body", extra], ...own.slice(extraPlace)]);
}

/** The call as one POST of [Anthropic's messages](https://docs.anthropic.com/en/api/messages). */
export function toMessages(call: MessagesCall, making: Making): Step<MessagesState> {
  const { vendor, given } = making;
  const { model, input, policy, settings } = call;
  const losses: Loss[] = [];
  const failures: Failure[] = [];
  const lose: Lose = (loss) => losses.push(loss);
  const raise: Raise = (failure) => {
    failures.push(failure);
    return {};
  };
  const notes = { lose, raise };
  const turns = spoken(call, notes);
  losses.push(...lostStreamOptions(input.params.stream_options, { isStreamed: call.stream, known: HEEDED }));
  const mapped = toParams({ ...notes, vendor, model, params: input.params, policy, settings });
  const params = finishParams(mapped, { policy, input: { ...input, providerParams: ownParams(input) } });
  const auth = vendor.auth({ call, given });
  if ("refused" in auth) {
    const { provider } = vendor;
    raise({ fault: litellmFault({ kind: "AuthenticationError", text: auth.refused }, { provider, model }) });
  }
  for (const { message } of turns) {
    const problem = scanProblem(message);
    if (problem !== undefined) raise(pythonError(problem));
  }
  const { body, betas, state } = made(call, { turns, params, making, notes });
  const asked = "refused" in auth ? betas : [...betas, ...auth.betas];
  const taken = takenBetas(asked, { vendor, lose, at: "/extra_headers/anthropic-beta" });
  const whole = bodyBetas(body, { vendor, lose });
  const printed = call.stream ? print(put(whole, "stream", true), "pythonDumps") : print(whole, "wireCompact");
  const headers = "refused" in auth ? [] : toHeaders({ ...auth, betas: taken });
  const url = vendor.url(call);
  const unsendable = input.unsendable ?? headerError(headers) ?? urlError(url);
  if (unsendable !== undefined) raise({ raised: { text: unsendable, status: 500 } });
  if (!printed.ok) raise({ raised: { text: printed.message, status: 500 } });
  const [failure] = failures;
  if (failure !== undefined) return refuse(call, { vendor, failure, losses });
  const plan: Plan = {
    method: "POST",
    url,
    headers,
    body: { body: "text", text: printed.ok ? printed.text : "" },
    expect: call.stream ? "stream" : "whole",
    timeouts: timeouts(call),
  };
  return { step: "send", plan, losses, state };
}
