import type { JsonObject } from "@lintel/core/json";
import type { DocumentRules } from "./document-rules.ts";

/**
 * A host's rules with LiteLLM's module flags `user_url_allowed_hosts` and `user_url_validation`, which name hosts that may be
 * private: settings of whoever runs the program, never part of a call.
 */
export function settingsRules(
  { user_url_allowed_hosts: hosts = null, user_url_validation: validates = null }: JsonObject,
  rules: DocumentRules | false = {},
): DocumentRules | false {
  if (rules === false) return false;
  const { schemes, allowHosts = [] } = rules;
  if (validates === false) return { ...rules, schemes: schemes ?? ["https", "http"], allowHosts: "all" };
  if (!Array.isArray(hosts) || allowHosts === "all") return rules;
  return { ...rules, allowHosts: [...allowHosts, ...hosts.filter((it) => typeof it === "string")] };
}
