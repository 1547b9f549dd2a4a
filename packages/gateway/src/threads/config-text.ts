import { fromUser, parse, pythonCompact } from "@lintel/core/json";
import type { GatewayConfig } from "../config/config.ts";

/** A configuration as a text, which reaches other threads whole: what JavaScript's own copy would lose of its numbers is spelt. */
export function configText(config: GatewayConfig): string {
  const taken = fromUser(config);
  if (!taken.ok) throw new Error(`the configuration cannot be told to another thread: ${taken.message}`);
  return pythonCompact(taken.value);
}

/** The configuration that such a text tells. */
export function configFrom(text: string): GatewayConfig {
  const parsed = parse(text);
  if (!parsed.ok) throw new Error(`a configuration cannot be read: ${parsed.message}`);
  // Both ends are the same program.
  return parsed.value as unknown as GatewayConfig;
}
