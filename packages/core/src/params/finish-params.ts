import type { Call } from "../call.ts";
import { entries, type JsonObject, keys, object } from "../json/index.ts";
import { dropNested } from "./drop-nested.ts";

/**
 * The last of LiteLLM's `get_optional_params`, after an adapter's mapping: the provider's own parameters follow, then those the
 * caller insists on and mapping made nothing of, and what nested paths of `additional_drop_params` name is dropped.
 */
export function finishParams(
  mapped: JsonObject,
  { input, policy }: Pick<Call<"chat">, "input" | "policy">,
): JsonObject {
  const { params, providerParams } = input;
  const { allowedOpenaiParams, additionalDropParams } = policy;
  const isAsked = allowedOpenaiParams.length > 0 || additionalDropParams.length > 0;
  if (!isAsked && params.metadata === undefined && keys(providerParams).length === 0) return mapped;
  const insisted = [...allowedOpenaiParams, "metadata"].filter(
    (name) => params[name] !== undefined && mapped[name] === undefined && providerParams[name] === undefined,
  );
  const all = object([
    ...entries(mapped),
    ...entries(providerParams),
    ...insisted.map((name) => [name, params[name] ?? null] as const),
  ]);
  return dropNested(all, additionalDropParams);
}
