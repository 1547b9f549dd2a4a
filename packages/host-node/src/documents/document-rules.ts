import { nameResolver, type ResolveName } from "./resolve-name.ts";

/** An address a name resolved to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/**
 * What a host fetches for its callers. Nothing in a request widens it: without `schemes` and `allowHosts` only https, and
 * only public addresses.
 */
export interface DocumentRules {
  /** Schemes of addresses and of their redirects; `["https"]` unless given. */
  readonly schemes?: readonly ("https" | "http")[];
  /**
   * Hosts that may have private addresses, as `host` or `host:port`, IPv6 in brackets (LiteLLM's `user_url_allowed_hosts`);
   * `"all"` for any (LiteLLM's `user_url_validation: false`).
   */
  readonly allowHosts?: readonly string[] | "all";
  /** The largest document, in bytes; `MAX_IMAGE_URL_DOWNLOAD_SIZE_MB` of the environment, else 50 MiB. */
  readonly maxBytes?: number;
  /** Milliseconds for one document, redirects and repeated attempts included; 60 s unless given. */
  readonly deadlineMs?: number;
  /** Turns a name into addresses, in place of the system's name servers. What it answers is checked, and then connected to. */
  readonly resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
}

const MEBIBYTE = 1024 * 1024;
const LARGEST_MB = 50;
const DEADLINE_MS = 60_000;

const resolveName = nameResolver();

/** Rules with nothing left open. */
export interface CompleteRules extends Required<Omit<DocumentRules, "resolve">> {
  readonly resolve: ResolveName;
}

function largest({ MAX_IMAGE_URL_DOWNLOAD_SIZE_MB: text }: Readonly<Record<string, string | undefined>>): number {
  const told = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return (Number.isFinite(told) ? told : LARGEST_MB) * MEBIBYTE;
}

/** The rules with what LiteLLM's environment variable and the defaults say. */
export function completeRules(rules: DocumentRules, env: Readonly<Record<string, string | undefined>>): CompleteRules {
  return {
    schemes: rules.schemes ?? ["https"],
    allowHosts: rules.allowHosts ?? [],
    maxBytes: rules.maxBytes ?? largest(env),
    deadlineMs: rules.deadlineMs ?? DEADLINE_MS,
    resolve: rules.resolve ?? resolveName,
  };
}
