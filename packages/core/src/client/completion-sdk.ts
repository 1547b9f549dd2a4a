import { isInt, type Json } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { pythonStr } from "../python-text.ts";
import { Secret } from "../secret.ts";
import { valueProblem } from "./completion-headers.ts";
import type { ChatReader } from "./completion-reader.ts";
import type { Refusal } from "./front.ts";
import { jsonOf } from "./json-of.ts";
import { refuse, refuseUnsendable } from "./refuse.ts";

function isCount(value: Json | undefined): boolean {
  return value === undefined || value === null || typeof value === "boolean" || isInt(value);
}

/** What the OpenAI SDK refuses in a client's own arguments, for the providers LiteLLM calls through it. */
export function refuseClientArguments({ kwargs, given, target, before }: ChatReader): Refusal | undefined {
  if (target.entry?.isSdk !== true) return undefined;
  const { api_key, organization } = kwargs;
  if (api_key && typeof api_key !== "string" && !(api_key instanceof Secret))
    return refuseUnsendable(`'${pythonType(jsonOf(api_key))}' object has no attribute 'strip'`, before);
  const retries = given.num_retries ?? given.max_retries;
  if (!isCount(retries)) {
    const text = `${target.entry.label}Exception - max retries must be an int. Passed in value: ${pythonStr(retries ?? null)}`;
    return refuse("BadRequestError", text, { status: 422, provider: before.provider, model: before.model });
  }
  return organization && typeof organization !== "string"
    ? refuseUnsendable(valueProblem(organization), before)
    : undefined;
}
