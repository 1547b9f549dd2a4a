import { fromParsed, fromUser, type Json, type JsonObject, object } from "../json/index.ts";
import { CHAT_PARAMS } from "../params/chat-params.ts";
import { OWN_PARAMS, PRICE_PARAMS, SDK_PARAMS } from "../params/reserved-data.ts";
import { words } from "../params/words.ts";
import { Secret } from "../secret.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";
import { jsonOf } from "./json-of.ts";

/** Arguments of LiteLLM's own that decide what is sent. */
const CONTROLS: readonly string[] = words(`
model messages base_url api_base custom_llm_provider deployment_id model_list timeout request_timeout drop_params
allowed_openai_params additional_drop_params ensure_alternating_roles user_continue_message assistant_continue_message
litellm_system_prompt supports_system_message mock_response mock_tool_calls mock_timeout mock_delay
num_retries max_retries merge_reasoning_content_in_choices`);

/** Which arguments a function reads, and which of the others are for no provider. */
export interface ArgNames {
  readonly read: ReadonlySet<string>;
  readonly unsent: ReadonlySet<string>;
}

/** Arguments of every function that are read apart, or that LiteLLM takes and does nothing with. */
export const ASIDE: readonly string[] = words(
  "extra_headers callbacks success_callback failure_callback signal exact _skip_mcp_handler _skip_responses_api_bridge",
);

const CHAT: ArgNames = {
  read: new Set([...CONTROLS, ...CHAT_PARAMS]),
  unsent: new Set([...words(`${OWN_PARAMS} ${PRICE_PARAMS} ${SDK_PARAMS}`), ...ASIDE]),
};

/** A caller's keyword arguments as JSON. */
export interface ChatArgs {
  /** OpenAI's parameters and LiteLLM's own that matter here, by name. */
  readonly given: JsonObject;
  /** All others, in the caller's order: parameters of the provider's. */
  readonly extras: JsonObject;
}

export type ArgsRead =
  | { readonly read: "args"; readonly args: ChatArgs }
  /** An argument without a JSON form; `isBytes`: what Python's JSON printer stumbles over in the end. */
  | { readonly read: "unwritable"; readonly param: string; readonly text: string; readonly isBytes: boolean };

const NOTHING: JsonObject = {};

function isSent(name: string, { unsent }: ArgNames, reserved: ProviderDirectory["reserved"]): boolean {
  return !unsent.has(name) && !reserved.has(name);
}

/** Takes the arguments that decide what is sent; of `metadata`, which stays here, whatever has a JSON form. */
export function readArgs(kwargs: Kwargs, { providers: { reserved }, isParsed }: World, names = CHAT): ArgsRead {
  const take = isParsed === true ? fromParsed : fromUser;
  const given: Record<string, Json> = {};
  const extras: (readonly [name: string, value: Json])[] = [];
  // One pass: building and splitting one object of all took 17 us for a call of 1 KB, this takes 6.
  for (const name of Object.keys(kwargs)) {
    const value = kwargs[name];
    const isRead = names.read.has(name);
    if (value === undefined || value instanceof Secret || !(isRead || isSent(name, names, reserved))) continue;
    const taken = take(value);
    if (!taken.ok) {
      const isBytes = taken.message.startsWith("a Uint8Array ");
      return { read: "unwritable", param: name, text: `${name}${taken.pointer}: ${taken.message}`, isBytes };
    }
    if (isRead) given[name] = taken.value;
    else extras.push([name, taken.value]);
  }
  if (kwargs.metadata !== undefined) given.metadata = jsonOf(kwargs.metadata);
  return { read: "args", args: { given, extras: extras.length === 0 ? NOTHING : object(extras) } };
}
