import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACES, type Pace } from "./mock.ts";
import type { Wire } from "./payloads.ts";
import type { Tools } from "./tools.ts";

/** What the servers of one run share. */
export interface Site {
  /** Where configurations, bodies and logs of the run are. */
  readonly folder: string;
  readonly tools: Tools;
  /** The mock's address. */
  readonly upstream: string;
  /** The key that callers of a gateway must show. */
  readonly key: string;
}

/** The model by which a gateway with a configuration finds an upstream. */
export function modelName(wire: Wire, pace: Pace): string {
  return `${wire === "messages" ? "claude" : "gpt"}-${pace}`;
}

/** Writes LiteLLM's configuration, which Lintel reads as it is, and returns the file's name. */
export function writeGatewayConfiguration({ folder, upstream, key }: Site): string {
  const model = (name: string, params: object) => ({
    model_name: name,
    litellm_params: { ...params, api_key: "sk-upstream" },
  });
  const configuration = {
    model_list: PACES.flatMap((pace) => [
      model(modelName("chat", pace), { model: "openai/gpt-4.1-mini", api_base: `${upstream}/${pace}/v1` }),
      model(modelName("messages", pace), { model: "anthropic/claude-sonnet-4-5", api_base: `${upstream}/${pace}` }),
    ]),
    litellm_settings: { use_chat_completions_url_for_anthropic_messages: true },
    general_settings: { master_key: key },
  };
  const file = join(folder, "config.yaml");
  writeFileSync(file, JSON.stringify(configuration, undefined, 2));
  return file;
}
