import { dropNested, pythonRepr, pythonStr } from "@lintel/core";
import { isObject, type JsonObject, numeric, pointer } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { put, without } from "../anthropic-messages/notes.ts";
import type { Making } from "./types.ts";

const SAMPLING: readonly string[] = ["temperature", "top_p", "top_k"];
const HINT = "To drop unsupported params, set `litellm.drop_params = True`.";

interface Unsupported {
  readonly name: string;
  readonly text: string;
}

/** A parameter the model does not take: dropped where the caller allows it. */
function dropped(params: JsonObject, { name, text }: Unsupported, making: Making): JsonObject {
  const { call, lose, raise } = making;
  const message = `${call.model} does not support ${text}`;
  if (call.policy.dropParams)
    lose({ pointer: pointer([name]), action: "dropped", reason: "the model does not take it, and drop_params is on" });
  else raise({ fault: litellmFault({ kind: "UnsupportedParamsError", text: `${message}${HINT}` }, {}) });
  return without(params, name);
}

function withSpeed(params: JsonObject, making: Making): JsonObject {
  const { call, vendor } = making;
  const { speed } = params;
  if (speed === undefined || vendor.has(call.model, "takesSpeed")) return params;
  return dropped(params, { name: "speed", text: `speed=${pythonRepr(speed)}. ` }, making);
}

/** LiteLLM's `_apply_sampling_param`: what is taken goes behind all others. */
function withSampling(params: JsonObject, making: Making): JsonObject {
  const { call, vendor } = making;
  const samples = vendor.has(call.model, "samples");
  return SAMPLING.reduce<JsonObject>((left, name) => {
    const value = left[name];
    if (value === undefined) return left;
    const isDefault = name === "temperature" && (numeric(value) === 1 || value === true);
    if (samples || isDefault) return put(without(left, name), name, value);
    const only = name === "temperature" ? "Only temperature=1 is supported. " : "";
    return dropped(left, { name, text: `${name}=${pythonStr(value)}. ${only}` }, making);
  }, params);
}

function withoutNamed(params: JsonObject, { call, lose }: Making): JsonObject {
  const { additionalDropParams: names } = call.policy;
  return names.reduce<JsonObject>((left, name) => {
    const rest = dropNested(without(left, name), [name]);
    if (rest !== left) lose({ pointer: pointer([name]), action: "dropped", reason: "named in additional_drop_params" });
    return rest;
  }, params);
}

/** LiteLLM's `reasoning_auto_summary`: thinking that is not switched off is summarised. */
function withSummary(params: JsonObject, { call }: Making): JsonObject {
  const { thinking } = params;
  const { settings, target } = call;
  const isAsked =
    settings.reasoning_auto_summary === true || target.options.reasoning_auto_summary?.toLowerCase() === "true";
  if (!isAsked || !isObject(thinking) || thinking.type === "disabled") return params;
  return put(params, "thinking", put(thinking, "display", "summarized"));
}

/** The parameters the model takes, in LiteLLM's order; what the caller wants left out is not among them. */
export function toParams(params: JsonObject, making: Making): JsonObject {
  return withoutNamed(withSummary(withSampling(withSpeed(params, making), making), making), making);
}
