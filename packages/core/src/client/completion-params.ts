import type { Policy } from "../call.ts";
import { entries, isObject, type JsonObject, object } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { checkSupport, type Support } from "../params/check-support.ts";
import { dropLosses } from "../params/drop-nested.ts";
import { previewMetadata } from "../params/preview-metadata.ts";
import { pythonStr } from "../python-text.ts";
import type { ChatRequest } from "./completion-request.ts";
import type { ChatTarget } from "./completion-target.ts";
import { withoutKeys } from "./completion-tools.ts";
import type { World } from "./front.ts";

export interface Asking {
  readonly request: ChatRequest;
  readonly target: ChatTarget;
  readonly given: JsonObject;
  readonly policy: Policy;
  readonly world: World;
}

export type ParamsRead =
  | { readonly read: "params"; readonly params: JsonObject; readonly losses: readonly Loss[] }
  | { readonly read: "unsupported"; readonly text: string }
  | { readonly read: "raised"; readonly text: string };

/** The parameters, tools without the keys that the model would refuse. */
export function toolsForModel({ request: { params }, target: { provider, model }, world }: Asking): {
  readonly params: JsonObject;
  readonly losses: readonly Loss[];
} {
  const { keys, takes } = world.providers.chat.tools;
  const { tools } = params;
  if (!Array.isArray(tools) || takes(provider, model)) return { params, losses: [] };
  const rest = withoutKeys(tools.filter(isObject), keys);
  return { params: object([...entries(params), ["tools", rest.tools]]), losses: rest.losses };
}

/** The first half of LiteLLM's `get_optional_params`: what is left for an adapter to map, or why it cannot be sent. */
export function readParams(params: JsonObject, asking: Asking, names: readonly string[]): ParamsRead {
  const { target, given, policy, world } = asking;
  const { additionalDropParams } = policy;
  const kept =
    additionalDropParams.length === 0
      ? params
      : object(entries(params).filter(([name]) => !additionalDropParams.includes(name)));
  const format = kept.response_format;
  if (format !== undefined && !isObject(format))
    return { read: "raised", text: `Unsupported response_format type - ${pythonStr(format)}` };
  const support: Support = checkSupport(kept, { names, policy, provider: target.provider, model: target.model });
  if (!support.supported) return { read: "unsupported", text: support.text };
  const isPreview = world.settings.enable_preview_features === true && target.entry?.isSdk === true;
  const metadata = isPreview ? previewMetadata(given.metadata) : undefined;
  return {
    read: "params",
    params: metadata === undefined ? support.params : object([...entries(support.params), ["metadata", metadata]]),
    losses: [...dropLosses(params, additionalDropParams), ...support.losses],
  };
}
