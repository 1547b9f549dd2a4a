import type { Settings } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Place } from "./placed.ts";

/** One row of `model_list`: a public name, and the call it stands for. */
export interface Deployment {
  /** `model_name`: exact, or a pattern with `*`. */
  readonly name: string;
  /** `model_info.id`, or LiteLLM's hash of name and parameters. */
  readonly id: string;
  /** `litellm_params`, with what `os.environ/…` and `litellm_credential_name` stand for in place. */
  readonly params: JsonObject;
  /** `model_info` as written. */
  readonly info: JsonObject;
  /** What names a variable that says nothing, and would be another secret at the deployment's own address without it. */
  readonly unset?: UnsetSecret;
  /** The model as it is written, where a name that a pattern fits stands for another. */
  readonly written?: string;
}

/** A parameter that should be a secret, and the variable it names. */
export interface UnsetSecret {
  readonly param: string;
  readonly variable: string;
}

/** Another name for a model group; a hidden one is not listed. */
export interface ModelAlias {
  readonly model: string;
  readonly hidden: boolean;
}

/** `router_settings`, as far as a single attempt and its repetition go. */
export interface RouterSettings {
  /** Further attempts after the first, from `router_settings` or else `litellm_settings`; LiteLLM's own number unless given. */
  readonly numRetries?: number;
  /** Seconds waited at least between attempts. */
  readonly retryAfter?: number;
  /** Seconds a call may take. */
  readonly timeout?: number;
  /** Seconds a streamed call may take. */
  readonly streamTimeout?: number;
  /** `default_litellm_params`: arguments of every call that neither caller nor deployment gives. */
  readonly defaultParams?: JsonObject;
  /** Further attempts by LiteLLM's name of what failed (`RateLimitErrorRetries`). */
  readonly retryPolicy?: Readonly<Record<string, number>>;
  /** The same by model group. */
  readonly groupRetryPolicy?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A key that callers may show besides the master key. */
export interface StaticKey {
  readonly key: string;
  readonly alias?: string;
  /** Model groups it may ask for; all unless given. */
  readonly models?: readonly string[];
  /** Whether it may ask for metrics. */
  readonly metrics?: boolean;
}

/** `general_settings`, as far as forwarding goes. */
export interface GeneralSettings {
  readonly masterKey?: string;
  readonly staticKeys: readonly StaticKey[];
  /** The header a key is read from in place of the usual ones. */
  readonly keyHeader?: string;
  /** The addresses callers may come from; any unless given. */
  readonly allowedIps?: readonly string[];
  /** The paths callers may ask for with a key; any unless given. */
  readonly allowedRoutes?: readonly string[];
  /** The header that tells whom a call is made for where its body does not, in lower case. */
  readonly userHeader?: string;
  /** The headers that tell observers so, in lower case; the first that says anything decides. */
  readonly customerHeaders?: readonly string[];
  /** What demands that every call says whom it is made for, as its refusal tells it. */
  readonly demandsUser?: string;
  /** What refuses calls that bring tags of their own, as the refusal tells it. */
  readonly refusesTags?: string;
  /** The model every call asks for, whatever it names. */
  readonly completionModel?: string;
  /** Largest request body, in bytes. */
  readonly maxRequestBytes?: number;
  /** Passes the caller's `x-…` headers on to the provider. */
  readonly forwardClientHeaders: boolean;
  /** Passes the caller's `openai-organization` on. */
  readonly forwardOpenaiOrganization: boolean;
  /** Tells the usage at the end of every stream, asked for or not. */
  readonly alwaysIncludeStreamUsage: boolean;
}

/** A deployment that is written and cannot be used. */
export interface LeftOut {
  readonly name: string;
  readonly model: string;
}

/** A whole configuration, immutable: a reload makes another one. */
export interface GatewayConfig {
  readonly deployments: readonly Deployment[];
  /** Deployments that cannot be used: their names stay theirs, and their models known. */
  readonly leftOut?: readonly LeftOut[];
  readonly aliases: Readonly<Record<string, ModelAlias>>;
  readonly router: RouterSettings;
  readonly general: GeneralSettings;
  /** Model groups, or patterns of them, whose callers' `x-…` headers are passed on; an empty list means all. */
  readonly forwardsFor?: readonly string[];
  /** Names callers may use for models, and the models they stand for (`model_alias_map`). */
  readonly renamed?: ReadonlyMap<string, string>;
  /** `litellm_settings` as LiteLLM's module flags, for the client. */
  readonly settings: Settings;
  /** Whether `prometheus` is among the callbacks. */
  readonly prometheus?: boolean;
  /** The environment with `environment_variables` over it. */
  readonly env: Readonly<Record<string, string>>;
}

/** What becomes of one key of the configuration. */
export interface Verdict {
  /** Where it stands: `litellm_settings.num_retries`, `model_list[0].litellm_params.rpm`. */
  readonly path: string;
  readonly verdict: "honoured" | "ignored" | "not implemented" | "unknown";
  /** Why it is ignored, or what is missing. */
  readonly reason?: string;
  readonly place: Place;
}

/** A configuration and what became of each of its keys, or why there is none. */
export type ConfigRead =
  | {
      readonly read: "config";
      readonly config: GatewayConfig;
      readonly verdicts: readonly Verdict[];
      /** What was found wrong, and can be lived with: each with file and line. */
      readonly warnings: readonly string[];
      /** Absolute paths of all files that were read, the main one first. */
      readonly files: readonly string[];
    }
  | {
      readonly read: "failed";
      /** Each with file and line, where it has one. */
      readonly problems: readonly string[];
      readonly files: readonly string[];
    };
