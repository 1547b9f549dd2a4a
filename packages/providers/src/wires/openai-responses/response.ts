import { done, type Fail, type Reply, type Step } from "@lintel/core";
import { entries, isInt, isObject, type Json, type JsonObject, numeric, object } from "@lintel/core/json";
import { replyJson, responseText } from "../../httpx/index.ts";
import { refuse } from "./fault.ts";
import { ownedResponse } from "./owned.ts";
import { printedDeletion, printedResponse } from "./shapes.ts";
import type { ResponsesExchange, ResponsesState, ResponsesVendor } from "./types.ts";

interface Answered {
  readonly exchange: ResponsesExchange;
  readonly vendor: ResponsesVendor;
}

/** A time as an int; what is none is the present (`_safe_convert_created_field`). */
function created(value: Json, now: number): Json {
  if (isInt(value)) return value;
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : (numeric(value) ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.trunc(seconds) : now;
}

function unreadable(reply: Reply, { exchange: { call }, vendor }: Answered): Fail {
  return refuse({ raised: { text: responseText(reply), status: reply.status, head: reply } }, { call, vendor });
}

/** A whole answer: the response with ids that tell whose it is; of a deletion or a list what the provider says of it. */
export function fromResponses(reply: Reply, answered: Answered): Step<ResponsesState> {
  const { exchange, vendor } = answered;
  const { input } = exchange.call;
  const json = replyJson(reply);
  if (!json.ok || !isObject(json.value)) return unreadable(reply, answered);
  const { value } = json;
  if (input.asks === "delete") return done(printedDeletion(value));
  if (input.asks === "list_input_items") return done(value);
  const isNew = input.asks === "create" || input.asks === "compact";
  if (isNew && value.created_at === undefined) return unreadable(reply, answered);
  const response = isNew ? withCreated(value, exchange.call.now) : value;
  const owner = { provider: vendor.provider, marks: input.marks };
  return done(printedResponse(ownedResponse(response, owner)));
}

function withCreated(response: JsonObject, now: number): JsonObject {
  return object([...entries(response), ["created_at", created(response.created_at ?? null, now)]]);
}
