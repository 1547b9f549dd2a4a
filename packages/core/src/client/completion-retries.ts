import { isObject, type JsonObject, numeric } from "../json/index.ts";
import type { Reading } from "./front.ts";

/** How often a call is repeated: `num_retries` goes before `max_retries`, and LiteLLM's router repeats by itself. */
export function readRetries(given: JsonObject): Pick<Reading<"chat">, "maxRetries"> {
  const { metadata, num_retries, max_retries } = given;
  if (isObject(metadata) && metadata.model_group !== undefined) return { maxRetries: 0 };
  const maxRetries = numeric(num_retries) ?? numeric(max_retries);
  return maxRetries === undefined ? {} : { maxRetries };
}
