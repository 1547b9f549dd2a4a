import { modelInfo } from "./model-info.ts";
import { type ModelAsked, type ModelWorld, type Resolved, resolved, rulesOf } from "./model-names.ts";

/** What LiteLLM's `supports_…` functions tell, and the field of the price map each reads. */
export const ABILITIES = {
  anthropic_thinking_payload: "supports_anthropic_thinking_payload",
  audio_input: "supports_audio_input",
  // LiteLLM's supports_audio_output asks for input.
  audio_output: "supports_audio_input",
  computer_use: "supports_computer_use",
  embedding_image_input: "supports_embedding_image_input",
  function_calling: "supports_function_calling",
  mid_conversation_system: "supports_mid_conversation_system",
  native_streaming: "supports_native_streaming",
  native_structured_output: "supports_native_structured_output",
  none_reasoning_effort: "supports_none_reasoning_effort",
  parallel_function_calling: "supports_parallel_function_calling",
  pdf_input: "supports_pdf_input",
  prompt_cache_breakpoint: "supports_prompt_cache_breakpoint",
  prompt_caching: "supports_prompt_caching",
  reasoning: "supports_reasoning",
  response_schema: "supports_response_schema",
  system_messages: "supports_system_messages",
  thinking_cache_preservation: "supports_thinking_cache_preservation",
  tool_choice: "supports_tool_choice",
  url_context: "supports_url_context",
  vision: "supports_vision",
  web_search: "supports_web_search",
} as const satisfies Readonly<Record<string, string>>;

/** What a model may be able to do, by the names behind LiteLLM's `supports_`. */
export type Ability = keyof typeof ABILITIES;

function owner({ model, provider }: ModelAsked, world: ModelWorld): Resolved | undefined {
  const declared = rulesOf(world).declared(provider ? `${provider}/` : model);
  if (declared === undefined) return resolved({ model, provider }, world);
  const prefix = `${declared}/`;
  return { model: model.startsWith(prefix) ? model.slice(prefix.length) : model, provider: declared };
}

function hasBare(field: string, model: string, { facts }: ModelWorld): boolean {
  const key = facts.spelling(model);
  return key !== undefined && facts.row(key)?.[field] === true;
}

function isStreamed(found: Resolved | undefined, world: ModelWorld): boolean {
  const lookup = found && modelInfo(found, world);
  return lookup?.found === true && lookup.info.row.supports_native_streaming !== false;
}

/** Whether a model can do something, as LiteLLM's `supports_…` functions tell; what is unknown it cannot. */
export function supports(ability: Ability, asked: ModelAsked, world: ModelWorld): boolean {
  const field = ABILITIES[ability];
  const rules = rulesOf(world);
  const found = owner(asked, world);
  if (ability === "native_streaming") return isStreamed(found, world);
  if (found !== undefined && rules.always(found.provider).includes(field)) return true;
  if (found === undefined && ability === "response_schema") return false;
  const isTold = (): boolean => rules.told(found ?? asked, world.facts)?.[field] === true;
  const lookup = found && modelInfo(found, world);
  if (found === undefined || lookup?.found !== true) return isTold();
  const own = lookup.info.row[field] ?? null;
  return own === true || (own === null && (hasBare(field, found.model, world) || isTold()));
}
