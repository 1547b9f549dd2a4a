import { fromParsed, fromUser, isObject, type Json, type JsonObject, object, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { MESSAGES_PARAMS, NAMED_MESSAGES_PARAMS } from "../params/messages-params.ts";
import { pythonType } from "../params/python-type.ts";
import { OWN_PARAMS, PRICE_PARAMS } from "../params/reserved-data.ts";
import { words } from "../params/words.ts";
import { Secret } from "../secret.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import type { Kwargs, World } from "./front.ts";

/** Arguments of LiteLLM's own that decide what is sent, and how. */
const CONTROLS: readonly string[] = words(`
model api_base custom_llm_provider timeout stream_timeout request_timeout drop_params additional_drop_params
mock_response model_info cache_control_injection_points enable_prompt_caching`);

const READ: ReadonlySet<string> = new Set([...CONTROLS, ...MESSAGES_PARAMS, "messages"]);

/** Arguments that are for no provider. */
const UNSENT: ReadonlySet<string> = new Set([
  ...words(`${OWN_PARAMS} ${PRICE_PARAMS}`),
  ...words("api_key extra_headers signal exact callbacks success_callback failure_callback"),
]);

/** A caller's keyword arguments as JSON. */
export interface MessagesArgs {
  readonly given: JsonObject;
  readonly losses: readonly Loss[];
}

/** The arguments that matter on this route, in the caller's order; the others as losses. */
export function readMessagesArgs(kwargs: Kwargs, { providers: { reserved }, isParsed }: World): Attempt<MessagesArgs> {
  const take = isParsed === true ? fromParsed : fromUser;
  const given: (readonly [name: string, value: Json])[] = [];
  const losses: Loss[] = [];
  for (const [name, value] of Object.entries(kwargs)) {
    if (value === undefined || value instanceof Secret) continue;
    if (READ.has(name)) {
      const taken = take(value);
      if (!taken.ok) return raises(`${name}${taken.pointer}: ${taken.message}`);
      given.push([name, taken.value]);
    } else if (!UNSENT.has(name) && !reserved.has(name)) {
      losses.push({ pointer: pointer([name]), action: "dropped", reason: "not a parameter of the messages API" });
    }
  }
  return got({ given: object(given), losses });
}

const OTHERS: ReadonlySet<string> = new Set(MESSAGES_PARAMS.filter((name) => !NAMED_MESSAGES_PARAMS.includes(name)));

/** The request's members besides `messages` and `model`, in LiteLLM's order: the function's own, then the others as they came. */
export function orderedParams(given: JsonObject): JsonObject {
  const params: Record<string, Json> = {};
  for (const name of NAMED_MESSAGES_PARAMS) {
    const value = given[name] ?? (name === "stream" && given.stream === undefined ? false : null);
    if (value !== null) params[name] = value;
  }
  for (const name of Object.keys(given)) {
    const value = given[name] ?? null;
    if (value !== null && OTHERS.has(name)) params[name] = value;
  }
  return params;
}

/** LiteLLM's `validate_anthropic_api_metadata`: of the metadata only the user's id goes to a provider. */
export function userMetadata(metadata: Json | undefined): Attempt<{
  readonly value: Json | undefined;
  readonly losses: readonly Loss[];
}> {
  if (metadata === undefined || metadata === null) return got({ value: metadata, losses: [] });
  if (!isObject(metadata)) return raises(`metadata must be a dict, not ${pythonType(metadata)}`);
  const { user_id = null } = metadata;
  if (user_id !== null && typeof user_id !== "string")
    return raises("metadata.user_id: Input should be a valid string");
  const losses = Object.keys(metadata)
    .filter((name) => name !== "user_id")
    .map((name): Loss => {
      return { pointer: pointer(["metadata", name]), action: "dropped", reason: "LiteLLM sends the user's id alone" };
    });
  return got({ value: user_id === null ? {} : { user_id }, losses });
}
