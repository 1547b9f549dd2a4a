import { done, type Fail, pythonRepr, pythonType, type Reply, type Step } from "@lintel/core";
import { isInt, isObject, type Json, type JsonObject, numeric, withMembers } from "@lintel/core/json";
import { replyJson, responseText } from "../../httpx/index.ts";
import { ownedResponse, printedDeletion, printedResponse } from "../../response/index.ts";
import { refuse } from "./fault.ts";
import { isFaked } from "./request.ts";
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

/** What Python raises over an answer that is no object. */
function misread(value: Json, { exchange: { call }, vendor }: Answered): Fail {
  const type = pythonType(value);
  const shown = `[type=model_type, input_value=${pythonRepr(value)}, input_type=${type}]`;
  const read = [
    "1 validation error for ResponsesAPIResponse",
    `  Input should be a valid dictionary or instance of ResponsesAPIResponse ${shown}`,
    "    For further information visit https://errors.pydantic.dev/2.14/v/model_type",
  ].join("\n");
  const unpacked = `litellm.types.responses.main.DeleteResponseResult() argument after ** must be a mapping, not ${type}`;
  return refuse({ raised: { text: call.input.asks === "delete" ? unpacked : read } }, { call, vendor });
}

/** A whole answer: the response with ids that tell whose it is; of a deletion or a list what the provider says of it. */
export function fromResponses(reply: Reply, answered: Answered): Step<ResponsesState> {
  const { exchange, vendor } = answered;
  const { input } = exchange.call;
  const json = replyJson(reply);
  if (!json.ok) return unreadable(reply, answered);
  const { value } = json;
  if (!isObject(value)) return "id" in input ? misread(value, answered) : unreadable(reply, answered);
  if (input.asks === "delete") return done(printedDeletion(value));
  if (input.asks === "list_input_items") return done(value);
  const isNew = input.asks === "create" || input.asks === "compact";
  if (isNew && value.created_at === undefined) return unreadable(reply, answered);
  const response = isNew ? withCreated(value, exchange.call.now) : value;
  // What is streamed piece by piece keeps the provider's own ids.
  if (isFaked(exchange.call, vendor)) return done(response);
  // A cancelled response keeps the provider's own id in LiteLLM's asynchronous function.
  if (input.asks === "cancel") return done(printedResponse(response));
  const owner = { provider: vendor.provider, marks: input.marks };
  return done(printedResponse(ownedResponse(response, owner)));
}

function withCreated(response: JsonObject, now: number): JsonObject {
  const { created_at: told = null } = response;
  return isInt(told) ? response : withMembers(response, { created_at: created(told, now) });
}
