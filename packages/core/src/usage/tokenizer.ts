/** Counts the tokens of texts. */
export interface Tokenizer {
  /** Whether long texts are counted piece by piece, as LiteLLM does with tiktoken's encodings. */
  readonly isChunked: boolean;
  count(text: string): number;
}
