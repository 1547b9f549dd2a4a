import type { Settings } from "../call.ts";
import { isNum, type Json, type JsonObject, pythonRepr } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import type { Secret } from "../secret.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { envText } from "./directory.ts";

/** Seconds when nothing is configured: LiteLLM's `COMPLETION_HTTP_FALLBACK_SECONDS`. */
const FALLBACK = 600;

/** Its `DEFAULT_REQUEST_TIMEOUT_SECONDS`, which counts as not configured. */
const UNSET = 6000;

const NUMBER = /^[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[+-]?\d+)?$/i;
const INFINITE = /^[+-]?inf(inity)?$/i;

/** Python's `float()`. */
function pythonFloat(value: Json): Attempt<number> {
  if (typeof value === "number") return got(value);
  if (isNum(value)) return got(value.value);
  if (typeof value === "boolean") return got(value ? 1 : 0);
  if (typeof value !== "string")
    return raises(`float() argument must be a string or a real number, not '${pythonType(value)}'`);
  const text = value.trim();
  if (INFINITE.test(text)) return got(text.startsWith("-") ? -Infinity : Infinity);
  return NUMBER.test(text)
    ? got(Number(text.replaceAll("_", "")))
    : raises(`could not convert string to float: ${pythonRepr(value)}`);
}

interface Sources {
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | Secret>>;
}

function isGiven(value: Json | undefined): value is Json {
  return value !== undefined && value !== null;
}

/** LiteLLM's `CompletionTimeout.resolve`: the seconds a call waits for its provider. */
export function readTimeout({ timeout, request_timeout }: JsonObject, { settings, env }: Sources): Attempt<number> {
  const own = [timeout, request_timeout].find(isGiven);
  if (own !== undefined) return pythonFloat(own);
  const variable = envText(env, "REQUEST_TIMEOUT");
  const configured = [settings.request_timeout, variable].find(isGiven);
  if (configured === undefined) return got(FALLBACK);
  const seconds = pythonFloat(configured);
  return seconds.ok && variable === undefined && seconds.value === UNSET ? got(FALLBACK) : seconds;
}
