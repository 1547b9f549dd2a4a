/** What a host counts tokens with, and where. */
export interface TokenizerRules {
  /**
   * Paths of Hugging Face's `tokenizer.json` by the kind of model LiteLLM has them for: `anthropic` (Claude), `cohere`, `llama2`,
   * `llama3`. Without one, Claude's is taken from the package `@anthropic-ai/tokenizer` where that is installed, and LiteLLM's
   * own substitute, cl100k_base, counts the others.
   */
  readonly files?: Readonly<Record<string, string | URL>>;
  /** `worker`: counting leaves this thread's event loop free, at some 60 ms and 40 MB for the thread, which ends 15 s after the last count. */
  readonly countIn?: "thread" | "worker";
}
