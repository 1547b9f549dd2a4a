import type { Adapter, Connection } from "@lintel/core";
import type { Said } from "../../described/undescribed.ts";
import { anthropicFamily, mapper } from "../../faults/index.ts";
import { anthropicNative, type NativeNeeds, type NativeState } from "../../wires/anthropic-native/index.ts";
import { traitsBy } from "./models.ts";

const PATH = "/v1/messages";

const connection = {
  key: { settings: [], env: ["ANTHROPIC_API_KEY"], kinds: { oauth: "sk-ant-oat" } },
  base: { settings: [], env: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"], fallback: "https://api.anthropic.com" },
  headerKinds: { oauth: "Bearer sk-ant-oat" },
  options: { reasoning_auto_summary: { env: ["LITELLM_REASONING_AUTO_SUMMARY"] } },
} as const satisfies Connection;

/** Anthropic's own Messages API, https://docs.anthropic.com/en/api/messages, with what is said of its models. */
export function anthropicMessagesWith(said: Said): Adapter<"messages", NativeNeeds, NativeState> {
  return anthropicNative({
    provider: "anthropic",
    label: "Anthropic",
    connection,
    tokens: ["ANTHROPIC_AUTH_TOKEN"],
    noKey:
      "Missing Anthropic API Key - A call is being made to anthropic but no key is set either in the environment variables or via params. Please set `ANTHROPIC_API_KEY` or `ANTHROPIC_AUTH_TOKEN` in your environment vars",
    has: traitsBy(said),
    url({ target: { base = connection.base.fallback } }) {
      return base.endsWith(PATH) ? base : `${base}${PATH}`;
    },
    fault: mapper(anthropicFamily),
  });
}
