import { float, type JsonObject } from "@lintel/core/json";
import type { ModelAsked, ModelFacts, ModelRules } from "@lintel/core/pricing";
import { bedrockModel, withoutRoute } from "./bedrock-names.ts";
import { fireworksRow, fireworksTold } from "./fireworks-models.ts";

const BEDROCK: ReadonlySet<string | undefined> = new Set(["bedrock", "bedrock_converse"]);
const NUMBERED: ReadonlySet<string | undefined> = new Set(["vertex_ai", "gemini", "databricks"]);
const AUTHENTICATING: ReadonlySet<string> = new Set(["github_copilot", "chatgpt"]);
/** Providers whose every model takes a response schema (`PROVIDERS_GLOBALLY_SUPPORT_RESPONSE_SCHEMA`). */
const SCHEMA: ReadonlySet<string> = new Set(["predibase", "fireworks_ai", "lm_studio", "nebius", "databricks"]);
const FREE: JsonObject = { input_cost_per_token: 0, output_cost_per_token: 0, mode: "chat" };

/** Azure's spellings of OpenAI's names, as LiteLLM maps them (`azure_llms`). */
const AZURE: Readonly<Record<string, string>> = {
  "gpt-35-turbo": "azure/gpt-35-turbo",
  "gpt-35-turbo-16k": "azure/gpt-35-turbo-16k",
  "gpt-35-turbo-instruct": "azure/gpt-35-turbo-instruct",
  "azure/gpt-41": "gpt-4.1",
  "azure/gpt-41-mini": "gpt-4.1-mini",
  "azure/gpt-41-nano": "gpt-4.1-nano",
  ada: "azure/ada",
};

function vertexName(model: string, facts: ModelFacts): string {
  const isOf = (name: string, owner: string): boolean =>
    [`vertex_ai/${name}`, name].some((key) => facts.row(key)?.litellm_provider === owner);
  if (isOf(`meta/${model}`, "vertex_ai-llama_models")) return `meta/${model}`;
  const latest = `${model}@latest`;
  const hasLatest = isOf(latest, "vertex_ai-mistral_models") || isOf(latest, "vertex_ai-ai21_models");
  return hasLatest ? latest : model;
}

function renamed({ model, provider }: ModelAsked, facts: ModelFacts): ModelAsked {
  const own = (Object.hasOwn(AZURE, model) ? AZURE[model] : undefined) ?? model;
  if (provider !== "vertex_ai" && provider !== "vertex_ai_beta") return { model: own, provider };
  return { model: vertexName(own, facts), provider: "vertex_ai" };
}

function stripped(model: string, provider: string | undefined): string {
  if (BEDROCK.has(provider)) return bedrockModel(model);
  if (NUMBERED.has(provider)) return model.replace(/-\d+$/, "");
  return model.includes("ft:") ? model.replace(/(:[^:]*){3}$/, "") : model.replace(/-\d{4}-\d{2}-\d{2}$/, "");
}

function serves(row: string, provider: string): boolean {
  switch (provider) {
    case "vertex_ai":
    case "fireworks_ai":
      return row.startsWith(provider);
    case "litellm_proxy":
    case "github":
      return true;
    case "azure_ai":
      return row === "azure" || row === "openai";
    default:
      return provider.startsWith("bedrock") && row.startsWith("bedrock");
  }
}

function told({ model, provider }: ModelAsked, facts: ModelFacts): JsonObject | undefined {
  if (provider === "xai") return { supports_web_search: true };
  return provider === "fireworks_ai" ? fireworksTold(model, facts) : undefined;
}

function unlisted(model: string, provider: string): JsonObject | undefined {
  if (provider === "huggingface") return { key: model, ...FREE, litellm_provider: provider };
  if (provider !== "lemonade") return undefined;
  const name = model.startsWith("lemonade/") ? model.slice("lemonade/".length) : model;
  const free = { input_cost_per_token: float(0), output_cost_per_token: float(0) };
  return { key: `lemonade/${name}`, ...FREE, ...free, litellm_provider: provider };
}

/** How LiteLLM finds the rows of single vendors in its price map. */
export const MODEL_RULES: ModelRules = {
  renamed,
  strippers: ["bedrock"],
  declared(model) {
    const [prefix = ""] = model.split("/", 1);
    return model.includes("/") && AUTHENTICATING.has(prefix) ? prefix : undefined;
  },
  stripped,
  routed: (model, provider) => (BEDROCK.has(provider) ? withoutRoute(model) : model),
  repeated: (model, provider) => (provider === "fireworks_ai" ? fireworksRow(model) : undefined),
  serves,
  told,
  always: (provider) => (SCHEMA.has(provider) ? ["supports_response_schema"] : []),
  unlisted,
};
