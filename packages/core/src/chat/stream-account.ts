import type { JsonObject, Num } from "../json/index.ts";
import type { Billable, PendingUsage, Sink, TokenCounts } from "../transducer.ts";
import type { Choice } from "./chunk-choice.ts";
import type { RepeatedPart } from "./chunk-repeated.ts";
import { streamModels } from "./stream-models.ts";
import { type StreamTexts, streamTexts } from "./stream-texts.ts";
import { type Missing, missingCounts, streamUsage } from "./stream-usage.ts";
import { addUsage, NO_USAGE, type UsageTotal, withoutCursor } from "./stream-usage-total.ts";

/** A stream's usage, as far as it is known: whole if no count is missing from it. */
export interface KnownUsage {
  readonly value: JsonObject | undefined;
  readonly isWhole: boolean;
}

/** A chunk that was sent or swallowed. */
export interface Noted {
  readonly usage: JsonObject | undefined;
  /** The model that stands on it. */
  readonly model: string;
  /** The model its provider named. */
  readonly answeredBy: string | undefined;
}

/** What a stream has said and what its provider has told of its usage. */
export interface StreamAccount {
  readonly texts: Pick<StreamTexts, "content">;
  note(noted: Noted): void;
  hear(choices: readonly Choice[]): void;
  /** A text, where a chunk says nothing else. */
  hearMore(text: string, part: RepeatedPart): void;
  /** Tells the sink the usage and goes on, at once or when what the provider did not tell has been counted and priced. */
  settle(goOn: (usage: KnownUsage) => void): void;
}

interface Terms {
  /** The model whose tokenizer counts. */
  readonly model: string;
  /** Whether the caller is told the usage, in a last chunk. */
  readonly includeUsage: boolean;
  /** Whether the first count of the answer's tokens stands for nothing until another comes, or a finish reason. */
  readonly beginsWithCursor?: boolean;
  /** What the model thought so far, where its chunks may tell it otherwise. */
  reasoning?(): string;
}

function hasFinish({ finish }: Choice): boolean {
  return finish !== null;
}

/** The account of a stream that has said nothing. */
export function streamAccount(
  { model, includeUsage, beginsWithCursor, reasoning }: Terms,
  sink: Pick<Sink, "usage" | "pending">,
): StreamAccount {
  const texts = streamTexts();
  const thought = reasoning ?? texts.reasoning;
  const shown = streamModels();
  const named = streamModels();
  let total: UsageTotal = NO_USAGE;
  let first: string | undefined;
  let isFinished = false;

  function usageOf(counts: TokenCounts, cost?: number | Num): JsonObject {
    return streamUsage(total, { counts, isPlainText: texts.isPlain(), cost });
  }

  function billable(counts: TokenCounts): Billable {
    const usage = usageOf(counts);
    const answeredBy = named.besides(first);
    const annotations = texts.annotations();
    const message = { role: "assistant", content: texts.content(), ...(annotations.length > 0 && { annotations }) };
    return {
      response: { model: shown.besides(first) ?? model, choices: [{ index: 0, message }], usage },
      ...(answeredBy !== undefined && { answeredBy }),
    };
  }

  function pending(missing: Missing, goOn: (usage: KnownUsage) => void): PendingUsage {
    const isCounted = missing.prompt || missing.completion || missing.reasoning;
    const asked = ({ prompt = 0, completion = 0, reasoning = 0 }: TokenCounts): TokenCounts => ({
      prompt,
      completion,
      ...(missing.reasoning && { reasoning }),
    });
    return {
      model,
      isTold: includeUsage,
      prompt: missing.prompt,
      ...(missing.completion && { completion: texts.completion() }),
      ...(missing.reasoning && { reasoning: thought() }),
      settle(counts, cost) {
        const value = usageOf(asked(counts), cost);
        sink.usage({ origin: isCounted ? "estimated" : "reported", value });
        goOn({ value, isWhole: true });
      },
      forgo: () => goOnUncounted(missing, goOn),
      billable: (counts) => billable(asked(counts)),
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
      reasoning: thought(),
      completion: texts.completion(),
    });
  }

  return {
    texts,
    note({ usage, answeredBy, model: shownModel }) {
      first ??= shownModel;
      shown.note(shownModel);
      named.note(answeredBy);
      if (usage !== undefined) total = addUsage(total, usage);
    },
    hear(choices) {
      isFinished ||= choices.some(hasFinish);
      texts.hear(choices);
    },
    hearMore: texts.hearMore,
    settle(goOn) {
      // LiteLLM builds no answer, hence no usage, out of no chunks.
      if (first === undefined) {
        goOn({ value: undefined, isWhole: true });
        return;
      }
      if (beginsWithCursor === true && !isFinished) total = withoutCursor(total);
      const missing = missingNow();
      if (sink.pending === undefined) goOnUncounted(missing, goOn);
      else sink.pending(pending(missing, goOn));
    },
  };
}
