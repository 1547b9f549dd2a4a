import { isSpace, pythonStr, pythonType } from "@lintel/core";
import { int, isArray, isFloat, isInt, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { put, pythonError } from "./notes.ts";
import type { Mapping, ParamRule } from "./request-params.ts";

const EMAIL = /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}\n?$/;
const PHONE = /^\+?[\d\s()-]{7,}\n?$/;

/** Python's `round()`: halves go to the even neighbour. */
function rounded(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `max_tokens`, from either of OpenAI's names for it. */
export const withMaxTokens: ParamRule = (sent, value, { lose, raise }) => {
  if (isInt(value) || typeof value === "boolean") return put(sent, "max_tokens", value);
  if (!isFloat(value)) return raise(pythonError(`type ${pythonType(value)} doesn't define __round__ method`));
  lose({ pointer: "/max_tokens", action: "converted", reason: "sent as an integer" });
  return put(sent, "max_tokens", int(Math.max(1, rounded(numeric(value) ?? 1))));
};

interface Sampling {
  readonly name: "temperature" | "top_p" | "top_k";
  readonly value: Json;
  readonly mapping: Pick<Mapping, "vendor" | "model" | "policy" | "lose" | "raise">;
}

/** A sampling parameter, which newer models refuse: LiteLLM's `_apply_sampling_param`. */
export function withSampling(sent: JsonObject, { name, value, mapping }: Sampling): JsonObject {
  const { vendor, model, policy, lose, raise } = mapping;
  const isOne = value === true || numeric(value) === 1;
  if (vendor.has(model, "samples") || (name === "temperature" && isOne)) return put(sent, name, value);
  if (policy.dropParams) {
    lose({ pointer: `/${name}`, action: "dropped", reason: `${model} does not take it, and drop_params is set` });
    return sent;
  }
  const hint = name === "temperature" ? "Only temperature=1 is supported. " : "";
  const text = `${model} does not support ${name}=${pythonStr(value)}. ${hint}To drop unsupported params, set \`litellm.drop_params = True\`.`;
  return raise({ fault: litellmFault({ kind: "UnsupportedParamsError", text }, {}) });
}

/** OpenAI's `stop` as stop sequences; blank ones, which Anthropic refuses, are left out where the settings say so. */
export const withStops: ParamRule = (sent, value, { settings, lose, raise }) => {
  const isDropping = settings.drop_params === true;
  const lost = (): void =>
    lose({ pointer: "/stop", action: "dropped", reason: "white space is no stop sequence, and drop_params is set" });
  if (typeof value === "string") {
    if (!isDropping || !isSpace(value)) return put(sent, "stop_sequences", [value]);
    lost();
    return sent;
  }
  if (!isArray(value)) {
    lose({ pointer: "/stop", action: "dropped", reason: "neither a text nor a list" });
    return sent;
  }
  const odd = value.find((it) => typeof it !== "string");
  if (odd !== undefined) return raise(pythonError(`'${pythonType(odd)}' object has no attribute 'isspace'`));
  const kept = value.filter((it) => !isDropping || typeof it !== "string" || !isSpace(it));
  if (kept.length < value.length) lost();
  return kept.length === 0 ? sent : put(sent, "stop_sequences", kept);
};

/** Whether a user's id is neither an email address nor a phone number: LiteLLM's `_valid_user_id`. */
export function isUserId(id: string): boolean {
  return !EMAIL.test(id) && !PHONE.test(id);
}

/** OpenAI's `user` as the user's id. */
export const withUser: ParamRule = (sent, value, { lose }) => {
  if (typeof value === "string" && isUserId(value)) return put(sent, "metadata", { user_id: value });
  lose({ pointer: "/user", action: "dropped", reason: "an address or a number of a person is not sent" });
  return sent;
};
