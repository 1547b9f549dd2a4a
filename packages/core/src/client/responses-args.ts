import { fromParsed, fromUser, isObject, type Json, type JsonObject, objectOf, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { OWN_PARAMS, PRICE_PARAMS } from "../params/reserved-data.ts";
import { RESPONSES_PARAMS } from "../params/responses-params.ts";
import { words } from "../params/words.ts";
import type { ResponseMarks } from "../routes/responses.ts";
import { Secret } from "../secret.ts";
import type { Kwargs, World } from "./front.ts";
import { jsonOf } from "./json-of.ts";

/** Arguments of LiteLLM's own that decide what is sent. */
const CONTROLS: readonly string[] = words(`
input model response_id text_format reasoning_effort extra_body custom_llm_provider api_base drop_params
allowed_openai_params additional_drop_params mock_response use_chat_completions_api after before include limit order`);

const READ: ReadonlySet<string> = new Set([...CONTROLS, ...RESPONSES_PARAMS]);

/** Arguments that are for nobody else. */
const TAKEN: ReadonlySet<string> = new Set([
  ...words(`${OWN_PARAMS} ${PRICE_PARAMS}`),
  ...words("extra_headers headers timeout litellm_metadata model_info signal exact base_url organization"),
]);

const UNUSED: Readonly<Record<string, string>> = {
  extra_query: "LiteLLM takes it and does not send it",
  model_file_id_mapping: "file ids are sent as they are",
  prompt_id: "prompts are not managed",
};

export type ResponsesArgs =
  | { readonly read: "args"; readonly given: JsonObject; readonly losses: readonly Loss[] }
  /** An argument without a JSON form; `isBytes`: what Python's JSON printer stumbles over in the end. */
  | { readonly read: "unwritable"; readonly param: string; readonly text: string; readonly isBytes: boolean };

function unusedLoss(name: string): readonly Loss[] {
  const own = Object.hasOwn(UNUSED, name) ? UNUSED[name] : undefined;
  const reason = own ?? (TAKEN.has(name) ? undefined : "no parameter of the Responses API");
  return reason === undefined ? [] : [{ pointer: pointer([name]), action: "dropped", reason }];
}

/** The arguments that decide what is sent, as JSON, in the caller's order. */
export function readResponsesArgs(kwargs: Kwargs, { isParsed }: Pick<World, "isParsed"> = {}): ResponsesArgs {
  const take = isParsed === true ? fromParsed : fromUser;
  const given: Record<string, Json> = {};
  const losses: Loss[] = [];
  for (const [name, value] of Object.entries(kwargs)) {
    if (value === undefined || value === null || value instanceof Secret) continue;
    if (!READ.has(name)) {
      losses.push(...unusedLoss(name));
      continue;
    }
    const taken = take(value);
    if (taken.ok) given[name] = taken.value;
    else if (name !== "metadata") {
      const isBytes = taken.message.startsWith("a Uint8Array ");
      return { read: "unwritable", param: name, text: `${name}${taken.pointer}: ${taken.message}`, isBytes };
    }
  }
  return { read: "args", given, losses };
}

/** What the ids of the answers carry. */
export function readMarks({ litellm_metadata }: Kwargs): ResponseMarks {
  const { model_info, encrypted_content_affinity_enabled: asked = null } = objectOf(jsonOf(litellm_metadata)) ?? {};
  const id = isObject(model_info) ? model_info.id : undefined;
  const isSealing = asked !== null && asked !== false && asked !== "";
  return { isSealing, ...(typeof id === "string" && id !== "" && { modelId: id }) };
}

/** The model whose rules count for the schemas of tools. */
export function readBaseModel({ model_info }: Kwargs): { readonly baseModel?: string } {
  const { base_model: baseModel } = objectOf(jsonOf(model_info)) ?? {};
  return typeof baseModel === "string" && baseModel !== "" ? { baseModel } : {};
}
