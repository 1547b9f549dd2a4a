import type { Policy } from "../call.ts";
import { entries, type JsonObject, keys, numeric, object, pointer, pythonRepr } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { UNVALIDATED } from "./chat-params.ts";

/** The parameters that may go on, or the words LiteLLM refuses the others with. */
export type Support =
  | { readonly supported: true; readonly params: JsonObject; readonly losses: readonly Loss[] }
  | { readonly supported: false; readonly text: string };

interface Wanted {
  readonly names: readonly string[];
  readonly policy: Policy;
  readonly provider: string;
  readonly model: string;
}

function refusal(unsupported: readonly string[], { provider, model }: Wanted): string {
  const list = pythonRepr(unsupported);
  return [
    `${provider} does not support parameters: ${list}, for model=${model}.`,
    "To drop these, set `litellm.drop_params=True` or for proxy:\n\n`litellm_settings:\n drop_params: true`\n. \n",
    `If you want to use these params dynamically send allowed_openai_params=${list} in your request.`,
  ].join(" ");
}

/** LiteLLM's `_check_valid_arg`: a parameter the model does not take is refused, or dropped where the policy says so. */
export function checkSupport(params: JsonObject, wanted: Wanted): Support {
  const { names, policy, model } = wanted;
  const isTaken = (name: string): boolean =>
    names.includes(name) ||
    policy.allowedOpenaiParams.includes(name) ||
    UNVALIDATED.includes(name) ||
    (name === "n" && numeric(params.n) === 1);
  const unsupported = keys(params).filter((name) => !isTaken(name));
  if (unsupported.length === 0) return { supported: true, params, losses: [] };
  if (!policy.dropParams) return { supported: false, text: refusal(unsupported, wanted) };
  return {
    supported: true,
    params: object(entries(params).filter(([name]) => !unsupported.includes(name))),
    losses: unsupported.map((name) => ({
      pointer: pointer([name]),
      action: "dropped",
      reason: `${model} does not take it, and drop_params is set`,
    })),
  };
}
