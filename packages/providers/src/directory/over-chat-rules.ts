import type { OverChatRules } from "@lintel/core";
import type { Described } from "../described/undescribed.ts";
import { listedModel } from "./listed-model.ts";
import { lazyIndex } from "./names.ts";
import { EFFORTS, SYSTEM_TURN_MODELS } from "./over-chat-data.ts";

const efforts = lazyIndex(EFFORTS);
const systemTurns = lazyIndex(SYSTEM_TURN_MODELS);

/** What every model takes in place of an effort that it may not know. */
const PLAINEST: Readonly<Record<string, string>> = { max: "high", xhigh: "high", minimal: "low" };
const PLACES: readonly string[] = ["", "max", "xhigh", "minimal"];

function isClaude(model: string): boolean {
  const name = model.toLowerCase();
  return name.includes("anthropic") || name.includes("claude");
}

function isProfile(model: string): boolean {
  const name = model.toLowerCase();
  return name.includes("arn:") && name.includes(":bedrock:");
}

function local(provider: string, model: string): string {
  return model.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model;
}

/** LiteLLM's rules for messages calls that it serves over chat, after what is said of models. */
export const overChatRules = (described: Described): OverChatRules => ({
  takesMarkers: (model) => isClaude(model) || isProfile(model) || model.toLowerCase().includes("gemini"),
  takesThinking(model) {
    if (!isClaude(model) && !isProfile(model)) return "no";
    return /^(bedrock|converse|invoke)\//.test(model) || isProfile(model) ? "configured" : "yes";
  },
  takesSystemTurns(provider, model) {
    if (provider === undefined) return false;
    const name = local(provider, model);
    const said = described(provider, name)?.supports_mid_conversation_system;
    return typeof said === "boolean" ? said : listedModel(provider, name, systemTurns) !== undefined;
  },
  effort(asked, { provider, model }) {
    const plain = Object.hasOwn(PLAINEST, asked) ? PLAINEST[asked] : undefined;
    if (plain === undefined || provider === undefined) return plain ?? asked;
    const taken = listedModel(provider, local(provider, model), efforts)?.split(" ");
    return taken?.[PLACES.indexOf(asked)] ?? plain;
  },
  thinksAs(provider, model) {
    const name = local("openai", model);
    // Of OpenAI's chat models only these are known not to reason at all.
    const reasons = described("openai", name)?.supports_reasoning ?? !name.startsWith("gpt-audio");
    if (provider !== "openai" || reasons === false) return undefined;
    return model.includes("responses/") ? model : `openai/responses/${name}`;
  },
});
