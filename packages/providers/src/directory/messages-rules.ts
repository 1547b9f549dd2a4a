import type { MessagesRules } from "@lintel/core";
import type { Json } from "@lintel/core/json";
import type { Described } from "../described/undescribed.ts";
import { type Diverts, divertsWith } from "./diverts.ts";
import { words } from "./names.ts";

/** Providers with a Messages API of their own, and those that have one for Claude alone. */
const NATIVE: readonly string[] = words("anthropic minimax deepseek tencent meta");
const NATIVE_FOR_CLAUDE: readonly string[] = words("vertex_ai azure_ai github_copilot");

/** Providers whose Claude models take cache marks; of other names LiteLLM's price map knows no caching. */
const CACHING: readonly string[] = words("anthropic bedrock vertex_ai azure_ai");
const CLAUDE = /claude-[a-z]+-\d/i;

/** LiteLLM's `get_bedrock_provider_config_for_messages_api`. */
function isNativeOnBedrock(model: string): boolean {
  if (model.includes("claude_platform/")) return true;
  if (model.includes("converse/") || model.includes("converse_like/")) return false;
  return model.includes("mantle/") || model.includes("claude");
}

function isNative(provider: string, model: string): boolean {
  if (provider === "bedrock") return isNativeOnBedrock(model);
  return NATIVE.includes(provider) || (NATIVE_FOR_CLAUDE.includes(provider) && model.toLowerCase().includes("claude"));
}

type Call = Parameters<MessagesRules["over"]>[0];

function isResponses({ provider, settings }: Call, model: string, diverts: Diverts): boolean {
  return diverts({ provider, model, params: {}, extra: {}, settings, env: {} }) === "responses";
}

/** Which route serves a messages call whose provider has no Messages API of its own, and why: the first row that applies decides. */
export const MESSAGES_DEPARTURES: readonly {
  readonly to: "chat" | "responses";
  readonly reason: string;
  when(call: Call, diverts: Diverts): boolean;
}[] = [
  {
    to: "chat",
    reason: "`use_chat_completions_url_for_anthropic_messages` asks for it",
    when: ({ settings }) => settings.use_chat_completions_url_for_anthropic_messages === true,
  },
  {
    to: "responses",
    reason: "OpenAI's models are asked on the Responses API unless told otherwise",
    when: ({ provider }) => provider === "openai",
  },
  {
    to: "responses",
    reason: "the model's full name is one of the Responses API's, its name without the provider is not",
    when: (call, diverts) =>
      call.requestedModel !== call.model &&
      isResponses(call, call.requestedModel, diverts) &&
      !isResponses(call, call.model, diverts),
  },
  { to: "chat", reason: "the provider has no Messages API of its own", when: () => true },
];

/** Whether a Claude model takes cache marks. */
function caches(model: string, said: Json): boolean {
  return typeof said === "boolean" ? said && model.toLowerCase().includes("claude") : CLAUDE.test(model);
}

/** The messages call layer's rules that depend on whose model it is, and on what is said of it. */
export function messagesRules(described: Described): MessagesRules {
  const diverts = divertsWith(described);
  return {
    actor: "anthropic",
    advisor: { tool: "advisor_20260301", isRunBy: (provider) => provider === "anthropic" },
    caches: (provider, model) =>
      CACHING.includes(provider) && caches(model, described(provider, model)?.supports_prompt_caching ?? null),
    isNative,
    over: (call) => MESSAGES_DEPARTURES.find(({ when }) => when(call, diverts))?.to ?? "chat",
  };
}
