import type { JsonObject } from "./json/index.ts";
import type { RouteInput, RouteName } from "./routes/index.ts";
import type { Secret } from "./secret.ts";

/** LiteLLM's module flags, under its names (`drop_params`, `api_base`, `num_retries` …). */
export type Settings = JsonObject;

/** Where a vendor's key and base URL come from when the call names none: data, in order of precedence. */
export interface Connection {
  readonly key: {
    readonly settings: readonly string[];
    readonly env: readonly string[];
    /** Classes of keys by prefix: all an adapter may know of a key. */
    readonly kinds?: Readonly<Record<string, string>>;
    /** Whether an empty key counts as none; LiteLLM sends some vendors' all the same. */
    readonly isNoneIfEmpty?: true;
  };
  /** Classes of the caller's credential headers by prefix, such as `Bearer sk-`, likewise. */
  readonly headerKinds?: Readonly<Record<string, string>>;
  readonly base: { readonly settings: readonly string[]; readonly env: readonly string[]; readonly fallback?: string };
  /** Further plain values, such as an organization or a region, by their names in `target.options`. */
  readonly options?: Readonly<Record<string, OptionRule>>;
  /** Further credentials, by their names in `target.secrets`. */
  readonly secrets?: Readonly<Record<string, OptionRule & Pick<Connection["key"], "kinds">>>;
}

/** Where a value comes from: the arguments in order, then module flags, then variables. */
export interface OptionRule {
  /** Arguments that hold it; one of its own name unless told. */
  readonly args?: readonly string[];
  readonly settings?: readonly string[];
  readonly env: readonly string[];
}

/** Where a call goes: from configuration, never from the environment at the time of sending. */
export interface Target {
  /** Base URL without the route's path; absent if neither call, settings nor vendor has one. */
  readonly base?: string;
  /** Whether the base is the vendor's own default. */
  readonly isDefault: boolean;
  readonly key?: Secret;
  /** The caller's headers, in order; credential-like values are slots. */
  readonly headers: readonly (readonly [name: string, value: string | Secret])[];
  readonly options: Readonly<Record<string, string>>;
  /** The credentials of `connection.secrets`, those that are there. */
  readonly secrets?: Readonly<Record<string, Secret>>;
}

/** LiteLLM's parameter policy for this call. */
export interface Policy {
  readonly dropParams: boolean;
  readonly allowedOpenaiParams: readonly string[];
  readonly additionalDropParams: readonly string[];
}

/** One call, complete and deterministic: the same call gives the same plan on every runtime. */
export interface Call<R extends RouteName = RouteName> {
  readonly route: R;
  readonly provider: string;
  /** The model's name without the provider's prefix. */
  readonly model: string;
  /** The model as the caller wrote it. */
  readonly requestedModel: string;
  /** Seed of every id made for this call: 32 hexadecimal digits; `uuid(call.id, n)` derives the n-th. */
  readonly id: string;
  /** Unix time in seconds. */
  readonly now: number;
  readonly input: RouteInput<R>;
  readonly stream: boolean;
  readonly target: Target;
  readonly policy: Policy;
  readonly settings: Settings;
  /** Seconds the caller allows the provider, LiteLLM's `timeout`. */
  readonly timeout?: number;
}
