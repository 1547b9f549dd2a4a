/** What depends on whose chunks they are. */
export interface FoldRules {
  /** Members of the chunks that stay with the answer, as lists of what each tells. */
  readonly kept: readonly string[];
  /** Whether the provider begins a stream with a usage that is no count. */
  readonly beginsWithPlaceholder: boolean;
}
