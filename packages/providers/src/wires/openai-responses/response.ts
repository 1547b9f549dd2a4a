import { done, type Reply, type Step } from "@lintel/core";
import { isObject } from "@lintel/core/json";
import { replyJson, responseText } from "../../httpx/index.ts";
import { refuse } from "./fault.ts";
import type { ResponsesExchange, ResponsesState, ResponsesVendor } from "./types.ts";

/** A whole answer. */
export function fromResponses(
  reply: Reply,
  { exchange: { call }, vendor }: { readonly exchange: ResponsesExchange; readonly vendor: ResponsesVendor },
): Step<ResponsesState> {
  const json = replyJson(reply);
  if (!json.ok || !isObject(json.value))
    return refuse({ raised: { text: responseText(reply), status: reply.status, head: reply } }, { call, vendor });
  return done(json.value);
}
