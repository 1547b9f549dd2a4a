import type { Settings } from "../call.ts";
import type { FoldRules } from "../chat/fold/fold-rules.ts";
import type { Fault } from "../fault.ts";
import type { StoreSearch } from "../file-search/store-search.ts";
import type { Json, JsonObject } from "../json/index.ts";
import type { Secret } from "../secret.ts";
import type { Ability } from "../usage/model-abilities.ts";
import type { ModelAsked, ModelRules } from "../usage/model-names.ts";
import type { PriceRules } from "../usage/pricing/price-rules.ts";
import type { TokenizerChoice } from "../usage/tokenizer-choice.ts";

/** What the call layer must know of a provider before any adapter is asked. */
export interface ProviderEntry {
  /** LiteLLM's slug, the prefix of `slug/model`. */
  readonly provider: string;
  /** Its name in LiteLLM's texts about its own failures (`GroqException - …`); absent where LiteLLM prints a traceback. */
  readonly label?: string;
  /** Where parameters go that are not OpenAI's: into the body as they are, or to the adapter as parameters of its own. */
  readonly extras: "body" | "params";
  /** Whether LiteLLM serves chat calls of this provider. */
  readonly isChat: boolean;
  /** Whether the slug is known only in front of a model, never alone. */
  readonly isPrefixOnly: boolean;
  /** Whether LiteLLM's module-wide `headers` are sent with a call that has none of its own. */
  readonly inheritsHeaders: boolean;
  /** Whether LiteLLM calls it through the OpenAI SDK, which checks some arguments itself. */
  readonly isSdk: boolean;
  /** A model that, named as this provider's, is another's whatever else the call says. */
  claim?(asked: Refinable): Owner | undefined;
  /** Where `slug/model` means another provider or another name of the model. */
  refine?(asked: Refinable): Owner | { readonly problem: string };
}

/** `slug/model` taken apart. */
export interface Refinable {
  readonly model: string;
  /** Whether the caller named the provider apart from the model (`custom_llm_provider`). */
  readonly isCustom: boolean;
  readonly base?: string;
  readonly env: Readonly<Record<string, string | Secret>>;
}

/** Whose model it is, and what it is called there. */
export interface Owner {
  readonly provider: string;
  readonly model: string;
}

/** A base URL that tells the provider. */
export interface HostRule {
  /** As LiteLLM compares it: a host, or a host and a path, with or without a scheme. */
  readonly url: string;
  /** Absent where LiteLLM knows the URL, but not whose it is. */
  readonly provider?: string;
  /** Variables that hold the key; `isFirst`: they go before the key the caller passes. */
  readonly key: { readonly env: readonly string[]; readonly isFirst: boolean };
}

/** Where a provider is reached that the caller tells nothing of. */
export interface Whereabouts {
  readonly base: {
    readonly env: readonly string[];
    readonly fallback?: string;
    /** A base URL as it is used, wherever it comes from. */
    finished?(base: string): string;
  };
  /** The fallback is a word the provider takes for a key, and no credential. */
  readonly key: { readonly env: readonly string[]; readonly fallback?: string };
  /** Whether it also holds for models that stand alone. */
  readonly isForBare?: true;
  /** Whether it holds only where nobody named the provider beside the model. */
  readonly isUnnamed?: true;
}

/** What decides whether a chat call goes to another route. */
export interface Diversion {
  readonly provider: string;
  readonly model: string;
  /** OpenAI's parameters as the caller gave them. */
  readonly params: JsonObject;
  /** All others that would go to the provider. */
  readonly extra: JsonObject;
  readonly base?: string;
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | Secret>>;
}

/** Rules of the chat call layer that depend on whose model it is. */
export interface ChatRules {
  /** Keys of a tool, and of its function, that only some models take; from the tools of all others they are dropped. */
  readonly tools: { readonly keys: readonly string[]; takes(provider: string, model: string): boolean };
  /** Signatures that some providers hide in the ids of tool calls: for all others an id ends where the separator starts. */
  readonly signatures: { readonly separator: string; keeps(provider: string | undefined, model: string): boolean };
  /** Whether a model has the developer role; for others it becomes the system's. */
  keepsDeveloper(provider: string, model: string): boolean;
  /** Parameters, beyond OpenAI's, that a model's chat endpoint refuses. */
  refused(provider: string, model: string): readonly string[];
  /** The other route LiteLLM sends this chat call to. */
  diverts(call: Diversion): string | undefined;
}

/** A messages call whose model is resolved. */
export interface MessagesAsked {
  readonly provider: string;
  readonly model: string;
  /** The model as the caller wrote it. */
  readonly requestedModel: string;
  readonly settings: Settings;
}

/** Rules of the messages call layer that depend on whose model it is. */
export interface MessagesRules {
  /** Whose failures a mock acts out. */
  readonly actor: string;
  /** The tool by which one model asks another, and who runs it; for others LiteLLM's own code does. */
  readonly advisor: { readonly tool: string; isRunBy(provider: string): boolean };
  /** Whether LiteLLM sets cache marks of its own for the model, where it is told to. */
  caches(provider: string, model: string): boolean;
  /** Whether the model is reached over a Messages API. */
  isNative(provider: string, model: string): boolean;
  /** The route that serves the call of a model that is not. */
  over(asked: MessagesAsked): "chat" | "responses";
}

/** Rules of a messages call that is served over chat and depends on whose model it is. */
export interface OverChatRules {
  /** Whether Anthropic's cache markers are for this model. */
  takesMarkers(model: string): boolean;
  /** Whether a model takes Anthropic's `thinking`; `configured`: and `output_config` beside it. Others are told an effort. */
  takesThinking(model: string): "no" | "yes" | "configured";
  /** Whether system turns may stand between others. */
  takesSystemTurns(provider: string | undefined, model: string): boolean;
  /** The effort a model takes that is nearest to the one asked for. */
  effort(asked: string, of: Readonly<{ provider: string | undefined; model: string }>): string;
  /** What a model is called on the other route where alone it tells its thoughts. */
  thinksAs(provider: string | undefined, model: string): string | undefined;
}

/** Rules of the responses call layer that depend on whose model it is. */
export interface ResponsesRules {
  /** Whether LiteLLM reaches the model over a Responses API; any other is served over chat completions. */
  isNative(provider: string, model: string): boolean;
}

/** Rules of the embedding call layer that depend on whose model it is. */
export interface EmbeddingRules {
  /** Whether LiteLLM has embeddings of a provider. */
  isServed(provider: string): boolean;
}

/** Whose parameters are asked for, and for what. */
export interface ParametersAsked {
  readonly provider: string;
  readonly model: string;
  /** LiteLLM's `request_type`. */
  readonly type: string;
  /** LiteLLM's `base_model`: what a deployment of another name is. */
  readonly hint?: string | undefined;
  /** The name that says by which of a provider's rules the model is judged. */
  readonly kind: string;
  /** LiteLLM's `supports_…` of the model, by what follows it: at this provider, or wherever its name says. */
  can(ability: Ability, where?: "here" | "anywhere"): boolean;
  /** The same of any model. */
  supports(ability: Ability, of: ModelAsked): boolean;
  /** Whose the price map's row of exactly this name is; undefined without one. */
  ownerOf(name: string): string | undefined;
}

/** Which of OpenAI's parameters models of a provider take. */
export interface ParameterRules {
  /** In LiteLLM's order; null of a provider LiteLLM has no list of. */
  of(asked: ParametersAsked): readonly string[] | null;
  /** Whether its models take the same whatever they are asked for. */
  isSteady(provider: string): boolean;
}

/** An error as somebody met it. */
export interface ErrorMet {
  readonly text: string;
  /** The status that came with it. */
  readonly status?: number;
  /** The provider's error object. */
  readonly body?: Json;
}

/** What LiteLLM makes of an error, for a model. */
export type ErrorMapping = (met: ErrorMet, model: string) => Fault;

/** Rules of the OCR call layer that depend on whose model it is. */
export interface OcrRules {
  /** Providers with OCR that LiteLLM does not name where a call fails before its model is resolved. */
  readonly anonymous: readonly string[];
}

/** Every provider LiteLLM knows and how it recognises them: data and rules that the vendors bring. */
export interface ProviderDirectory {
  readonly entries: readonly ProviderEntry[];
  find(provider: string): ProviderEntry | undefined;
  /** The provider of a model named without a prefix. */
  bare(model: string): string | undefined;
  readonly hosts: readonly HostRule[];
  /** Where a provider is reached that is named before a model; `unknown` where nobody here can tell. */
  whereabouts?(provider: string, model?: string): Whereabouts | "unknown" | undefined;
  /** LiteLLM's text for a model nobody claims. */
  unknown(model: string): string;
  /** Whose model a `deployment_id` is. */
  readonly deployments: string;
  /** Where `use_litellm_proxy` sends every call. */
  readonly proxy: string;
  /** Whose list of parameters counts for a provider that has none. */
  readonly fallback: string;
  /** Arguments of LiteLLM's own for one vendor: never sent. */
  readonly reserved: ReadonlySet<string>;
  /** Beginnings of arguments that only some providers are given. */
  readonly scoped: readonly { readonly prefix: string; takes(provider: string): boolean }[];
  readonly chat: ChatRules;
  /** Without it, no model is taken for one that speaks Anthropic's words. */
  readonly overChat?: OverChatRules;
  readonly embedding?: EmbeddingRules;
  readonly ocr?: OcrRules;
  readonly parameters?: ParameterRules;
  readonly messages?: MessagesRules;
  readonly responses?: ResponsesRules;
  /** How files are searched for models whose providers do not; without it, nobody does. */
  readonly fileSearch?: StoreSearch;
  /** What LiteLLM counts a model's tokens with; without it, cl100k_base. */
  tokenizerOf?(model: string): TokenizerChoice;
  /** How chunks are put together to an answer by whose they are; without it, all alike. */
  foldRules?(whose: { readonly model: Json; readonly provider: Json }): FoldRules;
  /** By which rules errors of a provider are mapped; undefined where they are not known. */
  errors?(provider: string): ErrorMapping | undefined;
  /** How vendors' models are found in a price map; without it, by their names alone. */
  readonly models?: ModelRules;
  /** What is reckoned otherwise for single vendors; without it, all tokens are priced by their rows. */
  readonly prices?: PriceRules;
}

/** A value of the environment that is no credential. */
export function envText(env: Readonly<Record<string, string | Secret>>, name: string): string | undefined {
  const value: Json | Secret | undefined = env[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
