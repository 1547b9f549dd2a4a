import type { ParameterRules, ParametersAsked } from "@lintel/core";
import type { Described } from "../described/undescribed.ts";
import { openaiParams, type Supported, supportedBy } from "../vendors/openai/supported.ts";
import { words } from "./names.ts";
import { PARAMETER_ROWS, UNREAD_ROWS } from "./parameters-data.ts";

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

const RULES: Readonly<Record<string, Rule>> = {
  calls: ({ can }) => can("function_calling"),
  chooses: ({ can }) => can("tool_choice"),
  claude: ({ model }) => model.toLowerCase().includes("claude"),
  "compound-or-searches": ({ model, can }) => /^(?:groq\/)?compound(?:-mini)?$/.test(model) || can("web_search"),
  "gpt-audio": named("audio"),
  "gpt-series": named("gpt-5", "gpt-6"),
  magistral: isMagistral,
  "magistral-or-reasons": (asked) => isMagistral(asked) || reasons(asked),
  nomic: ({ model }) => /^(?:fireworks_ai\/)?nomic-ai\//.test(model),
  "oci-cohere": ({ model }) => /^(?:oci\/)?cohere\./i.test(model) || /^(?:oci\/)?cohere$/i.test(model),
  penalised: (asked) => !named("grok-4", "grok-code-fast")(asked),
  reasons,
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
const unread = rows(UNREAD_ROWS);

function rowOf(table: readonly Row[], { provider, type }: ParametersAsked): Row | undefined {
  const own = table.filter(({ slugs }) => slugs.includes(provider));
  return own.find((row) => row.type === type) ?? own.find((row) => row.type === ANY);
}

/** What models of a provider take; null of one LiteLLM has no list of, undefined of one whose list is not known here. */
export function parameterRules(described: Described): ParameterRules {
  const own = supportedBy((model) => described("openai", model));
  return {
    of(asked) {
      if (rowOf(unread, asked) !== undefined) return undefined;
      const row = rowOf(known, asked);
      return row === undefined || row.names.includes("none") ? null : listed(row, asked, own);
    },
    isSteady: (provider) => provider === "anthropic",
  };
}
