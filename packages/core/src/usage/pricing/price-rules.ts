import type { JsonObject } from "../../json/index.ts";
import type { ModelInfo } from "../model-info.ts";
import type { ModelAsked } from "../model-names.ts";
import type { ChatUsage } from "../usage-read.ts";
import type { Bill, Line } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import type { Priced } from "./priced.ts";
import type { Rate } from "./rate.ts";
import type { Served } from "./token-bill.ts";

/** Tokens to be priced. */
export interface TokensAsked {
  /** The name the price map has, if it has any. */
  readonly model: string;
  /** The name without what stands before its first slash. */
  readonly bare: string;
  readonly provider: string;
  readonly usage: ChatUsage;
  readonly served: Served;
  /** LiteLLM's name of the function that was called. */
  readonly callType: string;
  /** Milliseconds the provider took; undefined where nobody measured. */
  readonly responseMs: number | undefined;
  readonly promptCharacters?: number | undefined;
  readonly completionCharacters?: number | undefined;
  /** The model the caller named, where another answered. */
  readonly requestModel?: string | undefined;
}

/** An image answer to be priced. */
export interface ImagesAsked {
  readonly model: string;
  readonly provider: string | undefined;
  readonly response: JsonObject;
  readonly quality: string;
  readonly size: string;
  readonly count: number;
  readonly params: JsonObject;
  readonly callType: string;
}

/** A search of the web to be priced. */
export interface SearchAsked {
  readonly provider: string;
  readonly usage: ChatUsage;
  readonly info: ModelInfo;
}

/** Where a call went. */
export interface CallPlace {
  readonly provider: string;
  readonly model: string;
  /** The base URL, without the route's path. */
  readonly base: string | undefined;
  /** The connection's plain values, such as a region. */
  readonly options: Readonly<Record<string, string>>;
}

/** What LiteLLM reckons otherwise for single providers. */
export interface PriceRules {
  /** Whose model it is that is priced by the second where no provider is told. */
  readonly anonymous: string;
  /** What a call's place makes of its price: LiteLLM's `data_residency`, `vertex_location` and `region_name`. */
  places(place: CallPlace): JsonObject;
  /** Tokens of a provider with a reckoning of its own; undefined for one that has none. */
  tokens(asked: TokensAsked, book: PriceBook): Priced<Bill> | undefined;
  /** Whether a provider's calls cost what the price map's row says of their tokens, and no place or size of its own changes that. */
  isPlain(provider: string): boolean;
  /** Whether a prompt of exactly a threshold's size is above it. */
  isInclusive(provider: string | undefined): boolean;
  /** The name a model has in the map, where its price is that of its size. */
  sized(asked: ModelAsked & { readonly callType: string }, book: PriceBook): string | undefined;
  /** What a second costs, in milliseconds' time of the answer, of a model that has no other price. */
  timed(model: string, book: PriceBook): Rate | undefined;
  /** Whether the characters of prompt and answer count, too. */
  countsCharacters(provider: string | undefined): boolean;
  /** Searches of the web, where they are told by the usage; undefined where they are priced by call. */
  searches(asked: SearchAsked): readonly Line[] | undefined;
  /** Look-ups on a map that the answer is grounded on. */
  grounding(asked: SearchAsked): readonly Line[];
  /** A provider's own tools: files, code, computers. */
  tools(provider: string | undefined, params: JsonObject, book: PriceBook): readonly Line[];
  /** What a file search costs. */
  fileSearch(provider: string | undefined, file: JsonObject): readonly Line[];
  /** Images of a provider with a reckoning of its own; undefined for one that has none. */
  images(asked: ImagesAsked, book: PriceBook): Priced<Bill> | undefined;
  /** Speech that is priced by the piece. */
  speech(asked: ModelAsked, book: PriceBook): Bill | undefined;
  /** The price of a search in a vector store. */
  vectorSearch(provider: string | undefined, book: PriceBook): Rate | undefined;
  /** Re-ranking by tokens, where a provider has it. */
  rerank(asked: {
    readonly provider: string;
    readonly units: JsonObject;
    readonly info: ModelInfo | undefined;
  }): Bill | undefined;
}
