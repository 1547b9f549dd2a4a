import type { Secret } from "./secret.ts";
import type { ModelFacts } from "./usage/model-facts.ts";

/** A credential under the first of these names that is set. */
export interface SecretNeed {
  readonly need: "secret";
  readonly names: readonly string[];
}

/** An access token the host exchanges, caches and refreshes. */
export interface TokenNeed {
  readonly need: "token";
  readonly issuer: string;
  readonly scope?: string;
  /** What the caller gave for it, under LiteLLM's argument names (`vertex_credentials`, `tenant_id` …); the host's own without. */
  readonly credentials?: Readonly<Record<string, string | Secret>>;
}

/** Where bytes come from: a file value only the host understands, or a URL it may fetch under its own rules. */
export type BytesSource =
  | {
      readonly from: "file";
      readonly file: unknown;
      /** The argument that holds it, for whoever is told why it cannot be read. */
      readonly parameter?: string;
    }
  | {
      readonly from: "url";
      readonly url: string;
      /** The argument that holds it. */
      readonly parameter?: string;
    };

/** A document's bytes. */
export interface BytesNeed {
  readonly need: "bytes";
  readonly source: BytesSource;
}

/** A tokenizer's merge ranks, loaded when somebody counts. */
export interface RanksNeed {
  readonly need: "ranks";
  readonly tokenizer: string;
}

/** Prices and limits of models, loaded when somebody asks for one. */
export interface FactsNeed {
  readonly need: "facts";
}

export type Need = SecretNeed | TokenNeed | BytesNeed | RanksNeed | FactsNeed;

/** What an adapter asks of the host, by names of its choosing; their types give `Given`. */
export interface Needs {
  readonly [name: string]: Need | readonly Need[];
}

/** Bytes with what the host knows of them. */
export interface Document {
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
  readonly name?: string;
}

/** A tokenizer's ranks in js-tiktoken's form. */
export interface Ranks {
  readonly pat_str: string;
  readonly special_tokens: Readonly<Record<string, number>>;
  readonly bpe_ranks: string;
  /** The Unicode form that texts are brought into first. */
  readonly normalization?: "NFC" | "NFKC";
  /** Whether special tokens count as such where a text holds them; plain text unless told. */
  readonly takes_special?: boolean;
}

/** A tokenizer as the text of a Hugging Face `tokenizer.json`. */
export interface TokenizerFile {
  readonly tokenizer_json: string;
}

/** What answers a need. A secret may be absent: the vendor words the refusal. */
export type Supplied<N extends Need = Need> = N extends SecretNeed
  ? Secret | undefined
  : N extends TokenNeed
    ? Secret
    : N extends BytesNeed
      ? Document
      : N extends RanksNeed
        ? Ranks | TokenizerFile
        : N extends FactsNeed
          ? ModelFacts
          : never;

type SuppliedFor<T> = T extends readonly (infer E extends Need)[]
  ? readonly Supplied<E>[]
  : T extends Need
    ? Supplied<T>
    : never;

/** What `needs` asked for, under the same names. */
export type Given<N extends Needs = Needs> = { readonly [K in keyof N]: SuppliedFor<N[K]> };

export function secret(...names: readonly string[]): SecretNeed {
  return { need: "secret", names };
}

export function token(issuer: string, scope?: string): TokenNeed {
  return scope === undefined ? { need: "token", issuer } : { need: "token", issuer, scope };
}

export function bytes(source: BytesSource): BytesNeed {
  return { need: "bytes", source };
}

export function ranks(tokenizer: string): RanksNeed {
  return { need: "ranks", tokenizer };
}

export function facts(): FactsNeed {
  return { need: "facts" };
}
