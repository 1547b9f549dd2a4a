import type { Settings } from "../call.ts";
import { isObject, type JsonObject, numeric } from "../json/index.ts";
import type { Reading } from "./front.ts";

/** How often a call is repeated: `num_retries` goes before `max_retries`, and LiteLLM's router repeats by itself. */
export function readRetries(given: JsonObject, settings: Settings): Pick<Reading<"chat">, "numRetries" | "maxRetries"> {
  const { metadata, num_retries, max_retries } = given;
  if (isObject(metadata) && metadata.model_group !== undefined) return { numRetries: 0, maxRetries: 0 };
  const own = numeric(num_retries);
  const numRetries = own ?? numeric(settings.num_retries);
  const maxRetries = own ?? numeric(max_retries);
  return { ...(numRetries !== undefined && { numRetries }), ...(maxRetries !== undefined && { maxRetries }) };
}
