import type { ParameterRules, ParametersAsked } from "@lintel/core";
import type { Described } from "../described/undescribed.ts";
import { asOpenaiTakes, openaiParams, type Supported, supportedBy } from "../vendors/openai/supported.ts";
import { azureParams } from "./azure-parameters.ts";
import { bedrockParams, converseParams } from "./bedrock-parameters.ts";
import { foundryParams } from "./foundry-parameters.ts";
import { words } from "./names.ts";
import { PARAMETER_ROWS } from "./parameters-data.ts";
import { geminiParams, vertexParams } from "./vertex-parameters.ts";

const ANY = "any";

interface Row {
  readonly slugs: readonly string[];
  readonly type: string;
  readonly names: readonly string[];
}

function rows(table: string): readonly Row[] {
  return table
    .trim()
    .split("\n")
    .map((line) => line.split("|"))
    .map(([slugs = "", type = "", names = ""]) => ({ slugs: words(slugs), type: type.trim(), names: words(names) }));
}

type Rule = (asked: ParametersAsked) => boolean;

function named(...parts: readonly string[]): Rule {
  return ({ model }) => parts.some((part) => model.includes(part));
}

function begins(...starts: readonly string[]): Rule {
  return ({ model }) => starts.some((start) => model.startsWith(start));
}

const reasons: Rule = ({ can }) => can("reasoning");
const isMagistral: Rule = ({ model }) => model.toLowerCase().includes("magistral");
const isGemini = begins("gemini", "amazon");

/** Models that Together serves and that reason, whatever their rows say (`_supports_together_reasoning`). */
const TOGETHER =
  /^(?:openai\/gpt-oss-(?:120|20)b|MiniMaxAI\/MiniMax-M3|Qwen\/Qwen3\.(?:5-9B|6-Plus)|moonshotai\/Kimi-K3|nvidia\/nemotron-3-ultra-550b-a55b|zai-org\/GLM-5\.2)$|^deepseek-ai\/DeepSeek-V4-Pro/;

const RULES: Readonly<Record<string, Rule>> = {
  calls: ({ can }) => can("function_calling"),
  "chooses-somewhere": ({ can }) => can("tool_choice") || can("tool_choice", "anywhere"),
  chooses: ({ can }) => can("tool_choice"),
  claude: ({ model }) => model.toLowerCase().includes("claude"),
  "compound-or-searches": ({ model, can }) => /^(?:groq\/)?compound(?:-mini)?$/.test(model) || can("web_search"),
  "embedding-3": named("text-embedding-3"),
  "gpt-4o": named("gpt-4o"),
  "gpt-audio": named("audio"),
  "gpt-series": named("gpt-5", "gpt-6"),
  magistral: isMagistral,
  "magistral-or-reasons": (asked) => isMagistral(asked) || reasons(asked),
  nomic: ({ model }) => /^(?:fireworks_ai\/)?nomic-ai\//.test(model),
  "oci-cohere": ({ model }) => /^(?:oci\/)?cohere\./i.test(model) || /^(?:oci\/)?cohere$/i.test(model),
  penalised: (asked) => !named("grok-4", "grok-code-fast")(asked),
  reasons,
  "reasons-together": (asked) => TOGETHER.test(asked.model) || reasons(asked),
  "reasons-somewhere": ({ can }) => can("reasoning") || can("reasoning", "anywhere"),
  "sap-unchosen": isGemini,
  "sap-unformatted": (asked) => begins("amazon", "cohere", "alephalpha")(asked) || asked.model === "gpt-4",
  searches: ({ can }) => can("web_search"),
  speaks: named("tts"),
  stops: (asked) => !named("grok-3-mini", "grok-4", "grok-code-fast")(asked),
  "thinks-aloud": named("kimi-thinking-preview"),
  "voyage-multimodal": named("multimodal"),
};

function holds(rule: string, asked: ParametersAsked): boolean {
  if (rule === "") return true;
  return rule.startsWith("!") ? !holds(rule.slice(1), asked) : RULES[rule]?.(asked) === true;
}

function listed(row: Row, asked: ParametersAsked, own: Supported): readonly string[] {
  const names = row.names.map((word) => word.split("?", 2)).filter(([, rule = ""]) => holds(rule, asked));
  const heads = names.map(([name = ""]) => name);
  const shared = openaiParams(asked.model).filter((name) => !heads.includes(`-${name}`));
  return heads.flatMap((name) => {
    if (name === "@") return shared;
    if (name === "=") return own(asked.model);
    return name.startsWith("-") ? [] : [name];
  });
}

const known = rows(PARAMETER_ROWS);

function rowOf({ provider, type }: ParametersAsked): Row | undefined {
  const own = known.filter(({ slugs }) => slugs.includes(provider));
  return own.find((row) => row.type === type) ?? own.find((row) => row.type === ANY);
}

type Listing = (asked: ParametersAsked, own: Supported) => readonly string[];

const asOpenai: Listing = ({ model }, own) => asOpenaiTakes(model, own);

const copilot: Listing = (asked, own) => {
  const { model, supports } = asked;
  const params = asOpenai(asked, own);
  const name = model.toLowerCase();
  const thinks = name.includes("claude") && supports("reasoning", { model: name });
  return thinks ? [...new Set([...params, "thinking", "reasoning_effort"])] : params;
};

/** Providers whose lists for chat depend on more of the model. */
const OF_CHAT: Readonly<Record<string, Listing>> = {
  azure_ai: foundryParams,
  bedrock: bedrockParams,
  chatgpt: asOpenai,
  github_copilot: copilot,
  ragflow: asOpenai,
  vertex_ai: vertexParams,
  vertex_ai_beta: geminiParams,
};

/** The same, whatever is asked for. */
const OF_ANY: Readonly<Record<string, Listing>> = {
  azure: azureParams,
  bedrock: converseParams,
  bedrock_converse: converseParams,
};

function listing({ provider, type }: ParametersAsked): Listing | undefined {
  const ofChat = type === "chat_completion" && Object.hasOwn(OF_CHAT, provider) ? OF_CHAT[provider] : undefined;
  return ofChat ?? (Object.hasOwn(OF_ANY, provider) ? OF_ANY[provider] : undefined);
}

/** What models of a provider take; null of one LiteLLM has no list of. */
export function parameterRules(described: Described): ParameterRules {
  const own = supportedBy((model) => described("openai", model));
  return {
    of(asked) {
      const told = listing(asked);
      if (told !== undefined) return told(asked, own);
      const row = rowOf(asked);
      return row === undefined || row.names.includes("none") ? null : listed(row, asked, own);
    },
    isSteady: (provider) => provider === "anthropic",
  };
}
