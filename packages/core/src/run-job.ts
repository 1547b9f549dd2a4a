import type { Adapter } from "./adapter.ts";
import type { Begun } from "./begun.ts";
import type { Call } from "./call.ts";
import type { Host, Signal } from "./host.ts";
import type { Plan } from "./plan.ts";
import type { RouteName } from "./routes/index.ts";
import type { Progress } from "./step.ts";
import type { CountUsage } from "./stream-debt.ts";

/** What a call runs with besides its arguments. */
export interface RunOptions {
  readonly signal?: Signal;
  /** The largest whole reply, in bytes; the bound of the host unless given. */
  readonly replyBytes?: number;
  /** Called as a provider that answers later tells how far it is. */
  progress?(progress: Progress): void;
  /** Counts the usage of streams whose provider does not tell it, and prices answers; without it they end without either. */
  readonly count?: CountUsage;
  /** The same for calls whose arguments differ in what they say alone, which is turns that are texts and nothing else. */
  readonly alike?: object | undefined;
  /** Its turns as compact JSON, where they are known. */
  readonly printed?: string | undefined;
  /** What the call was given and its first step, where they are known from one like it. */
  readonly begun?: Begun;
}

/** A call that runs. */
export interface Job<R extends RouteName> {
  readonly host: Host;
  readonly adapter: Adapter<R>;
  readonly call: Call<R>;
  readonly options: RunOptions;
  /** When the first step that names a deadline came. */
  readonly timedFrom?: number;
  /** What went out so far: no fault tells a credential of it. */
  readonly sent: Plan[];
}
