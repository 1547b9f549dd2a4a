import type { Fault, Likeness, Outcome, RunOptions } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { FaultTelling } from "../answer/headers.ts";
import type { Wording } from "../answer/send.ts";
import type { Telling } from "../answer/telling.ts";
import type { Exchange } from "../exchange.ts";
import type { Snapshot } from "../snapshot.ts";

/** A call of the route, with its deployment's arguments in place. */
export type Perform = (kwargs: Readonly<Record<string, unknown>>, options: RunOptions) => Promise<Outcome>;

/** One stream in a route's words. */
export interface Framing {
  /** A piece as its frame; empty for what is not told. */
  frame(chunk: JsonObject): string;
  /** The frames of the last whole piece with other texts; without it each comes whole. */
  again?(texts: readonly string[], likeness: Likeness): string;
  /** What a stream that fails ends with. */
  failed(fault: Fault): string;
}

/** A whole answer to a stream of which nothing was told yet. */
export interface EarlyAnswer {
  readonly fault: Fault;
  readonly body: JsonObject;
}

/** How one route speaks over HTTP. */
export interface Dialect extends Wording {
  /** The route in LiteLLM's refusals, such as `/chat/completions`. */
  readonly route: string;
  /** The same where a model is not known, if it is told otherwise there. */
  readonly refusing?: string;
  /** What the headers of a refusal tell whose model is no text; what those of other failures tell unless given. */
  readonly unnamed?: FaultTelling;
  /** Whether a model may be named as Claude Code's picker lists it. */
  readonly isClaudeCodes?: boolean;
  /** Whether metadata that are no object are refused. */
  readonly checksMetadata?: true;
  /** Whether metadata go to the provider while `enable_preview_features` is set, with what headers say of the call's session. */
  readonly previewsMetadata?: true;
  /** Whether a call is never asked again, whatever fails it. */
  readonly asksOnce?: true;
  /** Whether tools that are none are refused by the route itself, in words of its own. */
  readonly checksTools?: true;
  /** Whether a query may name the model, before the body does. */
  readonly namedByQuery?: true;
  /** Whether the client is told the provider beside the model, as LiteLLM's router tells its function: failures name it then. */
  readonly tellsOwner?: true;
  /** The members of a body that are what it says, first the one that is a list of turns or a text; without them each body is read anew. */
  readonly says?: readonly string[];
  /** Parameters without which a request is refused before anything else. */
  readonly required: readonly string[];
  perform(snapshot: Snapshot): Perform;
  /** Whether the gateway asks for the usage of streams that nobody asked for, and hides it again. */
  readonly asksUsage?: true;
  /** What the headers of a whole answer tell; everything unless given. */
  readonly tells?: Telling;
  /** What the headers of a stream tell; everything unless given. */
  readonly tellsStream?: Telling;
  /** What the headers of a stream tell that another route serves; what any other's do unless given. */
  readonly tellsCrossing?: Telling;
  /** Whether a call that says nothing of streaming says that it is none, as LiteLLM's router does (`Router.acompletion`). */
  readonly saysWhole?: true;
  /** Whether a call that took too long tells what its deployment allows. */
  readonly tellsDeadline?: true;
  /** Seconds a call may take unless told; 6000 unless given. */
  readonly longest?: number;
  /** Whether calls may say how urgent they are, to LiteLLM's queue (`Router.schedule_acompletion`): nobody waits here, and nobody else is told. */
  readonly takesPriority?: true;
  /** Whether a name may list several models, each of which is asked. */
  readonly asksSeveral?: true;
  /** A whole answer as it is told among those of other models. */
  valueAmongSeveral?(value: JsonObject): JsonObject;
  /** A whole answer as it is told. */
  value(value: JsonObject, asked: string): JsonObject;
  /** Prints a whole answer; compact JSON unless told. */
  print?(value: JsonObject): string;
  /** Whether the deployment's id is told to the client, which writes it into the ids of responses. */
  readonly marksIds?: true;
  /** How one stream is framed, for the model as the caller wrote it. */
  framing(asked: string): Framing;
  /** Takes relayed bytes as they came, but for the model's name. */
  readonly relays?: true;
  /** Whether a silent stream pings by Anthropic's events, not by comments. */
  readonly pingsByEvents?: true;
  /** What a stream ends with. */
  readonly done: string;
  /** Whether a chunk is one that a caller should see at once; any is unless given. Until one comes a stream may still fail as a whole answer. */
  isSaying?(chunk: JsonObject): boolean;
  /** Whether a stream's failure is told as it was before LiteLLM's router was offered it. */
  readonly unwraps?: true;
  /** How a stream that failed before it said anything is told as a whole; where nothing is given, the stream itself tells it. */
  early?(fault: Fault, exchange: Pick<Exchange, "isCrossed">): EarlyAnswer | undefined;
}

/** For routes that have no streams. */
export const unframed = (): Framing => ({ frame: () => "", failed: () => "" });
