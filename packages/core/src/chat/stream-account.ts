import type { JsonObject, Num } from "../json/index.ts";
import type { PendingUsage, Sink, TokenCounts } from "../transducer.ts";
import type { Choice } from "./chunk-choice.ts";
import type { RepeatedPart } from "./chunk-repeated.ts";
import { type StreamTexts, streamTexts } from "./stream-texts.ts";
import { type Missing, missingCounts, streamUsage } from "./stream-usage.ts";
import { addUsage, NO_USAGE, type UsageTotal } from "./stream-usage-total.ts";

/** A stream's usage, as far as it is known: whole if no count is missing from it. */
export interface KnownUsage {
  readonly value: JsonObject | undefined;
  readonly isWhole: boolean;
}

/** What a stream has said and what its provider has told of its usage. */
export interface StreamAccount {
  readonly texts: Pick<StreamTexts, "content">;
  /** A chunk was sent or swallowed. */
  note(usage: JsonObject | undefined): void;
  hear(choices: readonly Choice[]): void;
  /** One part of a printed delta that says nothing else. */
  hearPart(part: RepeatedPart, delta: JsonObject): void;
  /** Tells the sink the usage and goes on, at once or when what the provider did not tell has been counted. */
  settle(goOn: (usage: KnownUsage) => void): void;
}

interface Terms {
  /** The model whose tokenizer counts. */
  readonly model: string;
  /** Whether the caller is told the usage, in a last chunk. */
  readonly includeUsage: boolean;
  /** The price of a usage, where somebody knows prices. */
  cost?(usage: JsonObject): number | Num | undefined;
}

/** The account of a stream that has said nothing. */
export function streamAccount(
  { model, includeUsage, cost }: Terms,
  sink: Pick<Sink, "usage" | "pending">,
): StreamAccount {
  const texts = streamTexts();
  let total: UsageTotal = NO_USAGE;
  let isEmpty = true;

  function usageOf(counts: TokenCounts): JsonObject {
    return streamUsage(total, { counts, isPlainText: texts.isPlain(), ...(cost && { cost }) });
  }

  function pending(missing: Missing, goOn: (usage: KnownUsage) => void): PendingUsage {
    return {
      model,
      isTold: includeUsage,
      prompt: missing.prompt,
      ...(missing.completion && { completion: texts.completion() }),
      ...(missing.reasoning && { reasoning: texts.reasoning() }),
      settle({ prompt = 0, completion = 0, reasoning = 0 }) {
        const value = usageOf({ prompt, completion, ...(missing.reasoning && { reasoning }) });
        sink.usage({ origin: "estimated", value });
        goOn({ value, isWhole: true });
      },
      forgo: () => goOnUncounted(missing, goOn),
    };
  }

  function goOnUncounted(missing: Missing, goOn: (usage: KnownUsage) => void): void {
    const value = total === NO_USAGE ? undefined : usageOf({});
    if (value !== undefined) sink.usage({ origin: "reported", value });
    goOn({ value, isWhole: !missing.prompt && !missing.completion });
  }

  function missingNow(): Missing {
    return missingCounts(total, {
      isPlainText: texts.isPlain(),
      reasoning: texts.reasoning(),
      completion: texts.completion(),
    });
  }

  return {
    texts,
    note(usage) {
      isEmpty = false;
      if (usage !== undefined) total = addUsage(total, usage);
    },
    hear: texts.hear,
    hearPart: texts.hearPart,
    settle(goOn) {
      // LiteLLM builds no answer, hence no usage, out of no chunks.
      if (isEmpty) {
        goOn({ value: undefined, isWhole: true });
        return;
      }
      const missing = missingNow();
      if (sink.pending !== undefined && (missing.prompt || missing.completion || missing.reasoning)) {
        sink.pending(pending(missing, goOn));
        return;
      }
      goOnUncounted(missing, goOn);
    },
  };
}
