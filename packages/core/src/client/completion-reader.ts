import type { JsonObject } from "../json/index.ts";
import type { Asking } from "./completion-params.ts";
import type { Kwargs } from "./front.ts";
import type { Blamed } from "./refuse.ts";

/** A chat call whose provider is known and whose parameters are not yet looked at. */
export interface ChatReader extends Asking {
  readonly kwargs: Kwargs;
  /** The parameters that are not OpenAI's. */
  readonly extras: JsonObject;
  /** Whom LiteLLM blames before it knows the model's name at the provider, and after. */
  readonly before: Blamed;
  readonly after: Blamed;
}
