import type { Given, Header, Loss, Plan, ResponsesRequest } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, keys, object, print } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { headerError, httpxUrl, urlError } from "../../httpx/index.ts";
import type { Lose } from "../translation.ts";
import { toInput } from "./request-input.ts";
import { toTools } from "./request-tools.ts";
import { toAddress } from "./request-url.ts";
import type { Failure, ResponsesCall, ResponsesNeeds, ResponsesVendor } from "./types.ts";

/** Seconds LiteLLM waits for a response unless told. */
const PATIENCE = 6000;

/** What a request is made from besides the call. */
export interface Making {
  readonly vendor: ResponsesVendor;
  readonly given: Given<ResponsesNeeds>;
}

/** One HTTP request and what it lost, or what LiteLLM raises while it makes one. */
export type Made = { readonly plan: Plan; readonly losses: readonly Loss[] } | Failure;

/** The caller's header takes the place of one spelt the same, any other goes after; of a stored response the key goes before both. */
function headersOf({ target, input }: ResponsesCall, key: Given<ResponsesNeeds>["key"]): readonly Header[] {
  // Without a key LiteLLM sends this word and lets the provider refuse it.
  const authorization: Header = ["Authorization", key === undefined ? "Bearer None" : ["Bearer ", key]];
  const type: Header = ["Content-Type", "application/json"];
  const all = "id" in input ? [type, ...target.headers, authorization] : [type, authorization, ...target.headers];
  return [...new Map<Header[0], Header[1]>(all)];
}

function timeouts({ timeout }: ResponsesCall): Plan["timeouts"] {
  const milliseconds = (timeout ?? PATIENCE) * 1000;
  const silence = { firstByteMs: milliseconds, idleMs: milliseconds };
  return timeout === undefined ? silence : { connectMs: milliseconds, ...silence };
}

/** Whether the stream that is asked for is made of a whole answer. */
export function isFaked({ input, model }: ResponsesCall, { fakesStream }: ResponsesVendor): boolean {
  return input.asks === "create" && input.params.stream === true && fakesStream(model);
}

type Body = { readonly value: JsonObject | undefined; readonly losses: readonly Loss[] } | Failure;

/** `stream_options` goes last, with the one option the API knows (`normalize_responses_api_stream_options`). */
function withStreamOptions(params: JsonObject, lose: Lose): JsonObject {
  const { stream_options: options } = params;
  if (options === undefined) return params;
  const rest = entries(params).filter(([name]) => name !== "stream_options");
  const { include_obfuscation: asked } = isObject(options) ? options : {};
  if (!isObject(options) || keys(options).length > 1 || typeof asked !== "boolean")
    lose({ pointer: "/stream_options", action: "dropped", reason: "the API knows include_obfuscation alone" });
  return typeof asked === "boolean"
    ? object([...rest, ["stream_options", { include_obfuscation: asked }]])
    : object(rest);
}

/** Parameters the caller insists on, where the model's rules dropped them. */
function insisted(mapped: JsonObject, { params }: ResponsesRequest, { policy }: ResponsesCall): JsonObject {
  const names = policy.allowedOpenaiParams.filter((name) => mapped[name] === undefined && params[name] !== undefined);
  return names.length === 0
    ? mapped
    : object([...entries(mapped), ...names.map((name) => [name, params[name] ?? null] as const)]);
}

function toolsOf(call: ResponsesCall, input: ResponsesRequest, { vendor, lose }: Bodying): Json | Failure | undefined {
  const { tools } = input.params;
  if (tools === undefined) return undefined;
  const refusals: string[] = [];
  const { schemas } = vendor;
  const flattens = schemas?.flattens(input.baseModel ?? call.model) === true ? "patterns and combinators" : "patterns";
  const sent = toTools(tools, {
    isBlind: isBlind(call),
    schemas: schemas === undefined ? "as they are" : flattens,
    lose,
    refuse: (text) => refusals.push(text),
  });
  const [text] = refusals;
  if (text === undefined) return sent;
  const { provider } = vendor;
  return { fault: litellmFault({ kind: "BadRequestError", text }, { provider, model: call.model }) };
}

function isFailure(value: Json | Failure | undefined): value is Failure {
  return typeof value === "object" && value !== null && "fault" in value;
}

function isBlind({ settings }: ResponsesCall): boolean {
  return settings.lintel_strip_cache_control_properties === true;
}

interface Bodying {
  readonly vendor: ResponsesVendor;
  readonly lose: Lose;
}

function bodyOf(call: ResponsesCall, input: ResponsesRequest, vendor: ResponsesVendor): Body {
  const losses: Loss[] = [];
  const lose: Lose = (loss) => losses.push(loss);
  const mapped = vendor.params({ model: call.model, params: input.params, policy: call.policy });
  if (!("value" in mapped)) return mapped;
  mapped.losses.forEach(lose);
  const params = insisted(withStreamOptions(mapped.value, lose), input, call);
  const tools = toolsOf(call, input, { vendor, lose });
  if (isFailure(tools)) return tools;
  const body = object([
    ["model", call.model],
    ["input", toInput(input.input, { itemIds: vendor.itemIds ?? {}, isBlind: isBlind(call), lose })],
    ...entries(params),
    ...(tools === undefined ? [] : [["tools", tools] as const]),
    ...entries(input.extra),
  ]);
  const value = isFaked(call, vendor) ? object(entries(body).filter(([name]) => name !== "stream")) : body;
  return { value, losses };
}

function unsent(text: string): Failure {
  return { raised: { text, status: 500, isSynthesized: true } };
}

/** The call as one request of [OpenAI's Responses API](https://platform.openai.com/docs/api-reference/responses). */
export function toResponses(call: ResponsesCall, { vendor, given }: Making): Made {
  const { input } = call;
  const address = toAddress(call);
  if (!("url" in address)) return address;
  const empty = input.asks === "cancel" ? {} : undefined;
  const body: Body = "id" in input ? { value: empty, losses: [] } : bodyOf(call, input, vendor);
  if (!("value" in body)) return body;
  const headers = headersOf(call, given.key);
  const refused = urlError(address.url) ?? headerError(headers);
  if (refused !== undefined) return unsent(refused);
  const printed = body.value === undefined ? undefined : print(body.value, "wireCompact");
  if (printed?.ok === false) return unsent(printed.message);
  const plan: Plan = {
    method: address.method,
    url: httpxUrl(address.url),
    headers,
    expect: call.stream ? "stream" : "whole",
    timeouts: timeouts(call),
    ...(printed !== undefined && { body: { body: "text", text: printed.text } }),
  };
  return { plan, losses: body.losses };
}
