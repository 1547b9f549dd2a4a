import type { MessagesRules } from "@lintel/core";
import { diverts } from "./diverts.ts";
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

function isResponses({ provider, settings }: Call, model: string): boolean {
  return diverts({ provider, model, params: {}, extra: {}, settings, env: {} }) === "responses";
}

/** Which route serves a messages call whose provider has no Messages API of its own, and why: the first row that applies decides. */
export const MESSAGES_DEPARTURES: readonly {
  readonly to: "chat" | "responses";
  readonly reason: string;
  when(call: Call): boolean;
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
    when: (call) =>
      call.requestedModel !== call.model && isResponses(call, call.requestedModel) && !isResponses(call, call.model),
  },
  { to: "chat", reason: "the provider has no Messages API of its own", when: () => true },
];

/** The messages call layer's rules that depend on whose model it is. */
export const MESSAGES_RULES: MessagesRules = {
  actor: "anthropic",
  advisor: { tool: "advisor_20260301", isRunBy: (provider) => provider === "anthropic" },
  caches: (provider, model) => CACHING.includes(provider) && CLAUDE.test(model),
  isNative,
  over: (call) => MESSAGES_DEPARTURES.find(({ when }) => when(call))?.to ?? "chat",
};
