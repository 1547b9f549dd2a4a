import { BETA_ROWS } from "./beta-data.ts";

const taken: ReadonlySet<string> = new Set(BETA_ROWS.split("\n").filter((line) => line !== ""));

/** A beta's name at Anthropic's; undefined for one LiteLLM does not let through (`anthropic_beta_headers_config.json`). */
export function beta(name: string): string | undefined {
  return taken.has(name) ? name : undefined;
}
