import { type Call, type Reply, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";
import { replyJson, responseText } from "../httpx/index.ts";

/** Members that tell of a failure in a provider's reply. */
const ERRORS = ["error", "message", "detail"] as const;
const BAD_GATEWAY = 502;

/** Restores LiteLLM's reading of such replies: an empty answer. */
const SWITCH = "lintel_accept_error_replies";

function statusIn(value: Json | undefined): number | undefined {
  const { code = null, status = null } = isObject(value) ? value : {};
  return [code, status].map(numeric).find((it) => it !== undefined && it >= 400 && it < 600);
}

function statusOf(reply: JsonObject): number {
  return statusIn(reply.error) ?? statusIn(reply) ?? BAD_GATEWAY;
}

/** A reply with a status of success that tells of an error and has none of the members an answer is in. */
export function errorReply(
  reply: Reply,
  { call, content }: { readonly call: Call<"ocr">; readonly content: readonly string[] },
): Raised | undefined {
  if (call.settings[SWITCH] === true) return undefined;
  const json = replyJson(reply);
  if (!json.ok || !isObject(json.value)) return undefined;
  const { value } = json;
  if (content.some((name) => truthy(value[name])) || !ERRORS.some((name) => truthy(value[name]))) return undefined;
  return { text: responseText(reply), status: statusOf(value), head: reply };
}
