import { fromUser, isObject, type JsonObject, numeric, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { OWN_PARAMS, PRICE_PARAMS } from "../params/reserved-data.ts";
import type { Kwargs, World } from "./front.ts";

/** Arguments of `ocr` besides the parameters, and those of LiteLLM's own that are for no provider. */
const TAKEN: ReadonlySet<string> = new Set([
  ..."model document extra_headers timeout req_format signal".split(" "),
  ...`${OWN_PARAMS} ${PRICE_PARAMS}`.split(/\s+/),
]);

/** LiteLLM repeats no OCR call. */
const REPEATS: ReadonlySet<string> = new Set(["num_retries", "max_retries"]);

export type ParamsRead =
  | { readonly read: "params"; readonly params: JsonObject }
  | { readonly read: "bad"; readonly text: string };

/** The parameters an adapter takes, in its order: null is a value, undefined is none. */
export function readParams(kwargs: Kwargs, supported: readonly string[]): ParamsRead {
  const given = supported.filter((name) => kwargs[name] !== undefined);
  const taken = fromUser(Object.fromEntries(given.map((name) => [name, kwargs[name]])));
  if (!taken.ok) return { read: "bad", text: `${taken.pointer.slice(1)}: ${taken.message}` };
  return { read: "params", params: isObject(taken.value) ? taken.value : {} };
}

/** The arguments nothing was done with, the adapter using these. */
export function droppedParams(kwargs: Kwargs, used: readonly string[]): readonly Loss[] {
  return Object.keys(kwargs)
    .filter((name) => kwargs[name] !== undefined && !used.includes(name))
    .filter((name) => REPEATS.has(name) || !TAKEN.has(name))
    .map((name) => ({
      pointer: pointer([name]),
      action: "dropped",
      reason: REPEATS.has(name) ? "OCR calls are not repeated" : "not an OCR parameter of this model",
    }));
}

/** Seconds to wait for the provider: the argument's, else those of `REQUEST_TIMEOUT`. */
export function readTimeout({ timeout }: Kwargs, { env }: World): number | undefined {
  const given = timeout || env.REQUEST_TIMEOUT;
  const taken = fromUser(typeof given === "string" || typeof given === "boolean" ? Number(given) : given);
  const seconds = taken.ok ? numeric(taken.value) : undefined;
  return seconds !== undefined && Number.isFinite(seconds) ? seconds : undefined;
}
