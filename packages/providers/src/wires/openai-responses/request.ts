import { type Given, type Header, type Loss, type Plan, type ResponsesRequest, truthy } from "@lintel/core";
import { entries, type JsonObject, object, print } from "@lintel/core/json";
import { headerError, httpxUrl, urlError } from "../../httpx/index.ts";
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

/** The caller's header takes the place of one spelt the same; any other goes after. */
function headersOf({ target }: ResponsesCall, key: Given<ResponsesNeeds>["key"]): readonly Header[] {
  const own: readonly Header[] = [
    ["Content-Type", "application/json"],
    // Without a key LiteLLM sends this word and lets the provider refuse it.
    ["Authorization", key === undefined ? "Bearer None" : ["Bearer ", key]],
  ];
  return [...new Map<Header[0], Header[1]>([...own, ...target.headers])];
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

function bodyOf(call: ResponsesCall, input: ResponsesRequest, vendor: ResponsesVendor): Body {
  const mapped = vendor.params({ model: call.model, params: input.params, policy: call.policy });
  if (!("value" in mapped)) return mapped;
  const members = [
    ["model", call.model],
    ["input", input.input],
    ...entries(mapped.value),
    ...entries(input.extra),
  ] as const;
  const body = object(members);
  const value = isFaked(call, vendor) ? object(entries(body).filter(([name]) => name !== "stream")) : body;
  return { value, losses: mapped.losses };
}

type Body = { readonly value: JsonObject | undefined; readonly losses: readonly Loss[] } | Failure;

function unsent(text: string): Failure {
  return { raised: { text, status: 500, isSynthesized: true } };
}

/** The call as one request of [OpenAI's Responses API](https://platform.openai.com/docs/api-reference/responses). */
export function toResponses(call: ResponsesCall, { vendor, given }: Making): Made {
  const { input } = call;
  const address = toAddress(call);
  if (!("url" in address)) return address;
  const isRequest = input.asks === "create" || input.asks === "compact";
  const body: Body = isRequest ? bodyOf(call, input, vendor) : { value: undefined, losses: [] };
  if (!("value" in body)) return body;
  const headers = headersOf(call, given.key);
  const refused = urlError(address.url) ?? headerError(headers);
  if (refused !== undefined) return unsent(refused);
  const printed = body.value === undefined ? undefined : print(body.value, "wireCompact");
  if (printed?.ok === false) return unsent(printed.message);
  const isStream = truthy(call.stream) && !isFaked(call, vendor);
  const plan: Plan = {
    method: address.method,
    url: httpxUrl(address.url),
    headers,
    expect: isStream ? "stream" : "whole",
    timeouts: timeouts(call),
    ...(printed !== undefined && { body: { body: "text", text: printed.text } }),
  };
  return { plan, losses: body.losses };
}
