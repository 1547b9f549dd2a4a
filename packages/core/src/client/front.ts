import type { Adapter } from "../adapter.ts";
import type { Bridge } from "../bridge.ts";
import type { Policy, Settings } from "../call.ts";
import type { Fault } from "../fault.ts";
import type { JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Given, Needs } from "../need.ts";
import type { RouteInput, RouteName } from "../routes/index.ts";
import type { Secret } from "../secret.ts";
import type { AlikeRule } from "./alike-rules.ts";
import type { ProviderDirectory } from "./directory.ts";

/** What a caller passes: LiteLLM's keyword arguments, credentials already slots. */
export interface Kwargs {
  readonly [name: string]: unknown;
}

/** What the call layer may look at besides the arguments: all of it data. */
export interface World {
  readonly settings: Settings;
  /** The environment; variables that hold credentials are slots. */
  readonly env: Readonly<Record<string, string | Secret>>;
  readonly providers: ProviderDirectory;
  find<R extends RouteName>(route: R, provider: string, model?: string): Adapter<R> | undefined;
  /** The routes' functions, and how one serves another. */
  readonly fronts: Partial<Readonly<Record<RouteName, Front<RouteName>>>>;
  readonly bridges: readonly Bridge[];
  /** Whether arguments are JSON already, which is taken as it is. */
  readonly isParsed?: boolean;
}

/** Keyword arguments read as a call that lacks only its clock, its ids and its resolved connection. */
export interface Reading<R extends RouteName> {
  readonly read: "call";
  readonly adapter: Adapter<R>;
  readonly model: string;
  readonly requestedModel: string;
  readonly input: RouteInput<R>;
  readonly stream: boolean;
  readonly policy: Policy;
  /** Base URL and key the call names, or that its model's resolution found; they go before settings and environment. */
  readonly base?: string;
  readonly key?: Secret;
  readonly headers: readonly (readonly [name: string, value: string | Secret])[];
  readonly options?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** Seconds. */
  readonly timeout?: number;
  /** Resends of a request that failed in passing; the SDK's default unless given. */
  readonly maxRetries?: number;
  /** Whether it is sent again where the client's retries are `routed`. */
  readonly insistsOnResends?: true;
  readonly losses: readonly Loss[];
  /** The arguments of the route that serves the call, where a bridge made them. */
  readonly asked?: Kwargs;
  /** The arguments whose messages are counted for a stream without usage, where they are not those. */
  counted?(): Kwargs;
}

/** Arguments that are refused before anything is sent. */
export interface Refusal {
  readonly read: "refused";
  readonly fault: Fault;
}

/** An answer without a provider; chunks are made as they are taken, and a fault after them breaks the stream off. */
export type Answer =
  | { readonly answer: "value"; readonly value: JsonObject }
  | {
      readonly answer: "chunks";
      readonly chunks: Iterable<JsonObject>;
      readonly fault?: Fault;
      readonly owed?: OwedUsage;
    }
  | { readonly answer: "fault"; readonly fault: Fault };

/** The usage that a stream nobody is asked for ends with: of what was asked and this text, in a chunk that begins so. */
export interface OwedUsage {
  readonly head: JsonObject;
  readonly model: string;
  readonly text: string;
}

/** A call that asks for no provider, such as one with a `mock_response`. */
export interface Answering {
  readonly read: "answer";
  /** Milliseconds to wait before it answers. */
  readonly afterMs: number;
  readonly losses: readonly Loss[];
  /** Whose answer it stands for: its price is theirs. Without it there is none. */
  readonly named?: { readonly provider: string; readonly model: string };
  /** The route's optional parameters. */
  readonly params?: JsonObject;
  /** The answer, given the seed of the call's ids and the Unix time in seconds. */
  answer(call: { readonly id: string; readonly now: number }): Answer;
}

/** A public function of a route: from keyword arguments to a call. */
export interface Front<R extends RouteName, N extends Needs = Needs> {
  readonly route: R;
  /** In what calls of it may differ and be read alike; absent where each is read anew. */
  readonly alike?: AlikeRule;
  /** What must be supplied before the arguments can be read, such as a file's bytes. */
  needs(kwargs: Kwargs): N;
  read(kwargs: Kwargs, given: Given<N>, world: World): Reading<R> | Refusal | Answering;
}
