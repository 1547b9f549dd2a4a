import type { GatewayConfig } from "../config/config.ts";
import type { RunningGateway } from "../start.ts";
import { anthropicProvider } from "./providers/anthropic.ts";
import { openaiProvider } from "./providers/openai.ts";
import { configOf, deployment, running } from "./running.ts";
import type { Upstream } from "./upstream.ts";

/** A gateway in front of one scripted provider, whose model is called `fast`. */
export interface Lane {
  readonly gateway: RunningGateway;
  readonly provider: Upstream;
}

interface LaneKind {
  /** As test titles tell it. */
  readonly lane: string;
  readonly model: string;
  readonly path: string;
  readonly settings?: GatewayConfig["settings"];
  provider(): Promise<Upstream>;
}

export const OPENAI: LaneKind = {
  lane: "an OpenAI upstream",
  model: "openai/gpt-4o-mini",
  path: "/v1",
  provider: openaiProvider,
};

/** The same, where messages cross to chat completions in place of responses. */
export const OPENAI_CHAT: LaneKind = {
  ...OPENAI,
  lane: "an OpenAI upstream by chat completions",
  settings: { use_chat_completions_url_for_anthropic_messages: true },
};

export const ANTHROPIC: LaneKind = {
  lane: "an Anthropic upstream",
  model: "anthropic/claude-sonnet-4-5-20250929",
  path: "",
  provider: anthropicProvider,
};

/** Starts a lane for one test. */
export async function laneOf({ model, path, settings = {}, provider: start }: LaneKind): Promise<Lane> {
  const provider = await start();
  const params = { model, api_key: "sk-upstream-0123456789", api_base: provider.url + path };
  const gateway = await running(configOf([deployment("fast", params)], { settings, router: { numRetries: 0 } }));
  return { gateway, provider };
}

/** What a tool that tells the weather is asked with, as JSON Schema. */
export const CITY = {
  type: "object" as const,
  properties: { city: { type: "string" as const, description: "A town." } },
  required: ["city"],
};
