import { type Connection, trimEndOf } from "@lintel/core";
import { anthropicFamily, mapper } from "../../faults/index.ts";
import { countTokens, inMessages } from "../../wires/count-tokens/index.ts";

const MESSAGES = "/v1/messages";
const COUNT = "/count_tokens";
const OWN = "https://api.anthropic.com";

const connection = {
  key: { settings: [], env: ["ANTHROPIC_API_KEY"], kinds: { oauth: "sk-ant-oat" }, isNoneIfEmpty: true },
  base: { settings: [], env: ["ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"], fallback: OWN },
} as const satisfies Connection;

function whole(base: string): string {
  const bare = trimEndOf(base, "/");
  if (bare.endsWith(COUNT)) return bare;
  return bare.endsWith(MESSAGES) ? `${bare}${COUNT}` : `${bare}${MESSAGES}${COUNT}`;
}

/** Anthropic's token counting, https://docs.anthropic.com/en/api/messages-count-tokens. */
export const anthropicCount = countTokens({
  provider: "anthropic",
  label: "Anthropic",
  connection,
  noKey: "no key of Anthropic's is given or set as `ANTHROPIC_API_KEY`",
  asking: inMessages("token-counting-2024-11-01"),
  // LiteLLM asks Anthropic itself, with the key that was meant for the base URL: AnthropicTokenCounter.count_tokens.
  url: ({ target: { base = OWN }, settings }) => whole(settings.lintel_count_at_vendor === true ? OWN : base),
  fault: mapper(anthropicFamily),
});
