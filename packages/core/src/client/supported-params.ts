import type { Json, JsonObject } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { truthy } from "../params/truthy.ts";
import { resolution } from "./completion-target.ts";
import type { Kwargs, World } from "./front.ts";
import { readArguments } from "./read-arguments.ts";
import { refuseUnserved } from "./refuse.ts";

const SIGNATURE = {
  name: "get_supported_openai_params",
  first: "model",
  others: ["custom_llm_provider", "request_type", "base_model"],
};

/** Whose list it is: the provider's that is named, else the model's own. */
function providerOf(given: JsonObject, { kwargs, world }: { readonly kwargs: Kwargs; readonly world: World }): Json {
  const { custom_llm_provider: custom = null, model = null } = given;
  if (truthy(custom)) return custom;
  const found = resolution({ kwargs, given: { model }, world }, model);
  return found.resolved ? (found.provider ?? null) : null;
}

/** LiteLLM's `get_supported_openai_params`: `{ params }`, a list in LiteLLM's order, or null for a provider nobody knows. */
export function supportedParams(kwargs: Kwargs, world: World): Outcome {
  const read = readArguments(kwargs, SIGNATURE);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const { given } = read;
  const { model, request_type: type = "chat_completion", base_model: base } = given;
  const provider = providerOf(given, { kwargs, world });
  const name = typeof provider === "string" ? provider : "";
  const params = (list: Json): Outcome => ({ outcome: "value", value: { params: list }, losses: [] });
  if (world.providers.find(name.split("/", 1)[0] ?? "") === undefined) return params(null);
  const adapter = type === "chat_completion" ? world.find("chat", name) : undefined;
  if (adapter === undefined || typeof model !== "string") {
    const { fault } = refuseUnserved(`the parameters of ${name} for ${String(type)} are not known`, { provider: name });
    return { outcome: "fault", fault, losses: [] };
  }
  const hint = typeof base === "string" && base !== "" ? base : model;
  return params([...adapter.supported(model, hint)]);
}
