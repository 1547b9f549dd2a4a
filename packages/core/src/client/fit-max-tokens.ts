import type { Loss } from "../loss.ts";
import type { RouteName } from "../routes/index.ts";
import type { Kwargs } from "./front.ts";
import { getModifiedMaxTokens } from "./model-functions.ts";
import type { Pricing } from "./price-world.ts";

/** Arguments that were made to fit, and what that changed. */
export interface Fitted {
  readonly kwargs: Kwargs;
  readonly losses: readonly Loss[];
}

const ROUTES: ReadonlySet<RouteName> = new Set(["chat", "messages"]);
const POINTER = "/max_tokens";

/** The arguments with a `max_tokens` that the model can put out after the prompt, where LiteLLM's `modify_params` asks for it. */
export async function fitMaxTokens(route: RouteName, kwargs: Kwargs, pricing: Pricing): Promise<Fitted> {
  const { model, messages, max_tokens: asked, hf_model_name: hosted } = kwargs;
  const isAsked = pricing.world.settings.modify_params === true && (asked ?? null) !== null;
  if (!isAsked || !ROUTES.has(route) || typeof model !== "string") return { kwargs, losses: [] };
  const base = typeof hosted === "string" ? { base_model: `huggingface/${hosted}` } : {};
  const fitted = await getModifiedMaxTokens({ model, messages, user_max_tokens: asked, ...base }, pricing);
  if (fitted.outcome === "fault" && fitted.fault.origin === "host")
    return {
      kwargs,
      losses: [{ pointer: POINTER, action: "dropped", reason: `modify_params: ${fitted.fault.message}` }],
    };
  const most = fitted.outcome === "value" ? (fitted.value.max_tokens ?? null) : null;
  if (typeof most !== "number" || most === asked) return { kwargs, losses: [] };
  const reason = `modify_params: the model puts out ${most} at most after this prompt`;
  return { kwargs: { ...kwargs, max_tokens: most }, losses: [{ pointer: POINTER, action: "clamped", reason }] };
}
