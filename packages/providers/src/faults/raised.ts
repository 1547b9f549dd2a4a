import type { ReplyHead, TransportFailure } from "@lintel/core";
import type { Json } from "@lintel/core/json";

/** What a provider's code raises in LiteLLM, as far as its exception mapping looks at it. */
export interface Raised {
  /** The exception's message. */
  readonly text: string;
  /** What was wrong, where the message is a traceback's head. */
  readonly detail?: string;
  /** Its `status_code`; absent where the class has none, as of a Python error; 0 where it is no number. */
  readonly status?: number;
  /** Whether LiteLLM made the status up, no answer having come. */
  readonly isSynthesized?: true;
  /** Its `body`: the provider's error object, or the text of a reply that is no JSON. */
  readonly body?: Json;
  readonly head?: ReplyHead;
  /** Whether its headers are told although its status says success. */
  readonly isHeadTold?: true;
  readonly failure?: TransportFailure;
}

/** Whose call failed. */
export interface FaultContext {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** How LiteLLM's messages name the provider; its slug with a capital unless given. */
  readonly label?: string;
  /** The model as the failing function knew it: for whole answers the caller's own spelling. */
  readonly model: string;
  /** Whether what was raised has no reply: most of LiteLLM's classes then keep the status that is theirs. */
  readonly isUnanswered?: true;
  /** What Python prints after the message of an error that nothing is known of. */
  readonly traceback?: string;
  /** Unix time in seconds, for a Retry-After that is a date. */
  readonly now: number;
}
