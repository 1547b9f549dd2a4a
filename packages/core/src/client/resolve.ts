/** How a provider is recognised in a model string or a base URL: data each vendor brings. */
export interface ProviderEntry {
  /** LiteLLM's slug, the prefix of `slug/model`. */
  readonly provider: string;
  /** Whether a model name without prefix is this provider's. */
  readonly models?: ReadonlySet<string>;
  /** Base URLs (as LiteLLM compares them) that mean this provider. */
  readonly hosts?: readonly string[];
}

/** Every provider LiteLLM knows, in the order it asks them. */
export type ProviderDirectory = readonly ProviderEntry[];
