import { isObject, type Json, numeric } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { pythonStr } from "../python-text.ts";
import type { ErrorMet } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";
import { readArguments } from "./read-arguments.ts";
import { refuseUnserved } from "./refuse.ts";

const SIGNATURE = {
  name: "exception_type",
  first: "model",
  others: ["original_exception", "custom_llm_provider", "completion_kwargs", "extra_kwargs"],
  needed: ["model", "original_exception", "custom_llm_provider"],
};

function met(given: Json): ErrorMet {
  if (!isObject(given)) return { text: pythonStr(given) };
  const { message, status_code, status = status_code, body } = given;
  return {
    text: message === undefined ? "" : pythonStr(message),
    ...(status !== undefined && { status: numeric(status) ?? 0 }),
    ...(body !== undefined && body !== null && { body }),
  };
}

/** An error of JavaScript's as its members, which are not its own. */
function plain(error: unknown): unknown {
  return error instanceof Error ? { ...error, message: error.message } : error;
}

/** LiteLLM's `exception_type`: the fault that it makes of an error met elsewhere, `{ message, status_code?, body? }`. */
export function exceptionType(kwargs: Kwargs, { providers }: World): Outcome {
  const { original_exception, ...others } = kwargs;
  const isGiven = original_exception !== undefined;
  const read = readArguments(
    { ...others, ...(isGiven && { original_exception: plain(original_exception) }) },
    SIGNATURE,
  );
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const { model, custom_llm_provider, original_exception: given } = read.given;
  const provider = typeof custom_llm_provider === "string" ? custom_llm_provider : "";
  const mapping = providers.errors?.(provider);
  if (mapping === undefined) {
    const { fault } = refuseUnserved(`the errors of ${provider} are not known`, { provider });
    return { outcome: "fault", fault, losses: [] };
  }
  const name = typeof model === "string" ? model : "";
  return { outcome: "fault", fault: mapping(met(given ?? {}), name), losses: [] };
}
