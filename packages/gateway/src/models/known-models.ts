import { directory } from "@lintel/providers";
import type { Deployment } from "../config/config.ts";

/** Providers whose models LiteLLM's map lists under further names. */
const FURTHER: Readonly<Record<string, readonly string[]>> = {
  openai: ["text-completion-openai"],
  cohere: ["cohere_chat"],
};

/** The models a pattern is known to stand for: LiteLLM's `get_known_models_from_wildcard`. */
export async function knownModels(name: string, { params: { model } }: Deployment): Promise<readonly string[]> {
  const target = typeof model === "string" ? model : "";
  const pattern = name === "*" && target.includes("*") && target.includes("/") ? target : name;
  const [prefix, suffix] = halves(pattern);
  if (suffix === undefined) return [];
  const models = await modelsOf(halves(target)[0]);
  return narrowed(models, suffix).map((known) => under(prefix, known));
}

function halves(text: string): readonly [before: string, after: string | undefined] {
  const at = text.indexOf("/");
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function narrowed(models: readonly string[], suffix: string): readonly string[] {
  if (suffix === "*") return models;
  const beginning = suffix.replaceAll("*", "");
  const fitting = models.filter((model) => model.startsWith(beginning));
  return fitting.length > 0 ? fitting : models.map((model) => `${beginning}${model}`);
}

function under(prefix: string, model: string): string {
  if (model.startsWith(prefix)) return model;
  const [leading, rest] = halves(model);
  return `${prefix}/${rest !== undefined && directory.find(leading) !== undefined ? rest : model}`;
}

async function modelsOf(provider: string): Promise<readonly string[]> {
  if (provider === "azure") return ["Azure-LLM"];
  // Loaded when a pattern is listed: most gateways never need the table, which is some megabytes.
  const { modelFacts } = await import("@lintel/providers/model-facts");
  const facts = modelFacts();
  const further = Object.hasOwn(FURTHER, provider) ? FURTHER[provider] : undefined;
  const owners = new Set([provider, ...(further ?? [])]);
  return facts.names().filter((name) => {
    const owner = facts.row(name)?.litellm_provider;
    return typeof owner === "string" && owners.has(owner) && !isTuned(name, owner);
  });
}

// litellm.add_known_models leaves OpenAI's fine-tuned chat models out of the provider's set.
function isTuned(name: string, owner: string): boolean {
  return owner === "openai" && name.startsWith("ft:");
}
