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

/** The messages call layer's rules that depend on whose model it is. */
export const MESSAGES_RULES: MessagesRules = {
  actor: "anthropic",
  advisor: { tool: "advisor_20260301", isRunBy: (provider) => provider === "anthropic" },
  caches: (provider, model) => CACHING.includes(provider) && CLAUDE.test(model),
  isNative,
  over({ provider, model, requestedModel, settings }) {
    if (settings.use_chat_completions_url_for_anthropic_messages === true) return "chat";
    if (provider === "openai") return "responses";
    const bridges = (name: string): boolean =>
      diverts({ provider, model: name, params: {}, extra: {}, settings, env: {} }) === "responses";
    return requestedModel !== model && bridges(requestedModel) && !bridges(model) ? "responses" : "chat";
  },
};
