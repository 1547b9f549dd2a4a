import type { Json, JsonObject } from "@lintel/core/json";
import type { ModelFacts } from "@lintel/core/pricing";

const PREFIX = "fireworks_ai/";
const PATH = "accounts/fireworks/models/";

function without(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** The name a row has: LiteLLM's `resolve_fireworks_resource_name`. */
export function fireworksRow(model: string): string {
  const name = without(model, PREFIX);
  if (name.startsWith("accounts/") || name.startsWith("FW-") || name.includes("#")) return PREFIX + name;
  if (name.startsWith("routers/") || name.startsWith("models/")) return `${PREFIX}accounts/fireworks/${name}`;
  return `${PREFIX}accounts/fireworks/${name.endsWith("-fast") ? "routers" : "models"}/${name}`;
}

function shortName(model: string): string {
  return without(without(model, PREFIX), PATH);
}

function isPart(name: string, part: string): boolean {
  return `-${name}-`.includes(`-${part}-`);
}

/** The capability of the longest name that is a part of the model's. */
function likeliest(model: string, capability: string, facts: ModelFacts): Json {
  const name = shortName(model);
  let best = { length: -1, value: null as Json };
  for (const key of facts.names()) {
    if (!key.startsWith(PREFIX)) continue;
    const part = shortName(key);
    if (part.length <= best.length || part === "" || !isPart(name, part)) continue;
    const value = facts.row(key)?.[capability] ?? null;
    if (value !== null) best = { length: part.length, value };
  }
  return best.value;
}

function capabilityOf(model: string, capability: string, facts: ModelFacts): Json {
  const name = shortName(model);
  const exact = [model, PREFIX + name, `${PREFIX}${PATH}${name}`]
    .map((key) => facts.row(key)?.[capability] ?? null)
    .find((value) => value !== null);
  return exact ?? likeliest(model, capability, facts);
}

/** What holds for every model of Fireworks AI, unless a row says otherwise. */
export function fireworksTold(model: string, facts: ModelFacts): JsonObject {
  const [calls, reasons, sees, reads] = [
    "supports_function_calling",
    "supports_reasoning",
    "supports_vision",
    "supports_pdf_input",
  ].map((capability) => capabilityOf(model, capability, facts));
  return {
    supports_function_calling: calls ?? true,
    supports_prompt_caching: true,
    ...(reasons === true && { supports_reasoning: true }),
    ...(sees !== null && sees !== undefined && { supports_vision: sees }),
    ...(reads !== null && reads !== undefined && { supports_pdf_input: reads }),
  };
}
