import type { JsonObject } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import type { TokenCounts } from "../../transducer.ts";
import type { Missing } from "../stream-usage.ts";

/** A whole answer, but for the tokens that its chunks do not tell. */
export interface FoldedChunks {
  /** The model whose tokenizer counts; null where the chunks name none. */
  readonly model: string | null;
  readonly missing: Missing;
  readonly completion: string;
  readonly reasoning: string;
  readonly losses: readonly Loss[];
  /** The answer; its usage is left out where tokens are missing that nobody counted. */
  answer(counts: TokenCounts | undefined): JsonObject;
}
