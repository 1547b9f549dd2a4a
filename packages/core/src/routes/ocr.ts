import type { Signal } from "../host.ts";
import type { JsonObject } from "../json/index.ts";

/** An OCR call after the call layer: the document as a URL or data URI, files already inlined. */
export interface OcrInput {
  readonly document: JsonObject;
  /** Parameters the adapter takes, as the caller gave them, in the adapter's order. */
  readonly params: JsonObject;
  /** Whether the caller asked for the provider's own reply (`req_format: "native"`). */
  readonly native: boolean;
}

/**
 * OCR parameters in LiteLLM's order, as [Mistral's reference](https://docs.mistral.ai/api/#tag/ocr) has them; other
 * providers take some of these or their own.
 */
export const OCR_PARAMS = [
  "pages",
  "include_image_base64",
  "image_limit",
  "image_min_size",
  "bbox_annotation_format",
  "document_annotation_format",
  "document_annotation_prompt",
  "extract_header",
  "extract_footer",
  "table_format",
  "confidence_scores_granularity",
  "include_blocks",
  "id",
] as const satisfies readonly string[];

/** A document by its address: https, or a `data:` URI. */
export interface OcrUrlDocument {
  readonly type: "document_url";
  readonly document_url: string;
  readonly document_name?: string | null;
}

/** An image by its address: https, or a `data:` URI. */
export interface OcrImageDocument {
  readonly type: "image_url";
  readonly image_url: string | { readonly url: string; readonly detail?: string | null };
}

/**
 * A document's bytes, or whatever the host reads as a file (a Blob, a stream, a `file:` URL …). A text is no file: it could
 * be a path that somebody else chose. The media type is told by `mime_type`, else by the file's name.
 */
export interface OcrFileDocument {
  readonly type: "file";
  readonly file: unknown;
  readonly mime_type?: string;
}

export type OcrDocument = OcrUrlDocument | OcrImageDocument | OcrFileDocument;

/** A JSON schema an annotation has to follow. */
export interface OcrAnnotationFormat {
  readonly type: string;
  readonly json_schema?: {
    readonly name: string;
    readonly description?: string | null;
    readonly schema: Readonly<Record<string, unknown>>;
    readonly strict?: boolean;
  } | null;
}

/** The optional parameters of [Mistral's OCR](https://docs.mistral.ai/api/#tag/ocr). */
export interface OcrParams {
  /** Page numbers from 0, or a text of numbers and ranges (`"0,2-4"`). */
  readonly pages?: readonly number[] | string | null;
  readonly include_image_base64?: boolean | null;
  /** The most images to extract. */
  readonly image_limit?: number | null;
  /** The least height and width of an extracted image, in pixels. */
  readonly image_min_size?: number | null;
  readonly bbox_annotation_format?: OcrAnnotationFormat | null;
  readonly document_annotation_format?: OcrAnnotationFormat | null;
  readonly document_annotation_prompt?: string | null;
  readonly extract_header?: boolean;
  readonly extract_footer?: boolean;
  readonly table_format?: "markdown" | "html" | null;
  readonly confidence_scores_granularity?: "word" | "page" | null;
  /** Whether pages carry their paragraphs with bounding boxes. */
  readonly include_blocks?: boolean;
  readonly id?: string;
}

/** What `ocr` takes: LiteLLM's keyword arguments. */
export interface OcrArgs extends OcrParams {
  /** A model with its provider's slug: `slug/model`. */
  readonly model: string;
  readonly document: OcrDocument;
  readonly api_key?: string | null;
  readonly api_base?: string | null;
  readonly custom_llm_provider?: string | null;
  readonly extra_headers?: Readonly<Record<string, string>> | null;
  /** Seconds without a byte from the provider; 6,000 unless given, as in LiteLLM. */
  readonly timeout?: number | null;
  /** `"native"` gives the provider's own reply. */
  readonly req_format?: "litellm" | "native" | null;
  /** Ends the call and its connection. */
  readonly signal?: Signal | null;
  readonly [parameter: string]: unknown;
}

/** An image found on a page, with what the provider tells of it. */
export interface OcrImage {
  readonly image_base64: string | null;
  readonly bbox: Readonly<Record<string, unknown>> | null;
  readonly id?: string;
  readonly top_left_x?: number | null;
  readonly top_left_y?: number | null;
  readonly bottom_right_x?: number | null;
  readonly bottom_right_y?: number | null;
  readonly image_annotation?: string | null;
  readonly [field: string]: unknown;
}

/** A page's size in pixels, and its dots per inch. */
export interface OcrDimensions {
  readonly dpi: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

/** A page as Markdown, with what the provider tells of it (`tables`, `hyperlinks`, `header`, `footer`, `blocks` …). */
export interface OcrPage {
  /** From 0. */
  readonly index: number;
  readonly markdown: string;
  readonly images: readonly OcrImage[] | null;
  readonly dimensions: OcrDimensions | null;
  readonly [field: string]: unknown;
}

export interface OcrUsage {
  readonly pages_processed: number | null;
  readonly pages_processed_annotation: number | null;
  readonly credits: number | null;
  readonly doc_size_bytes: number | null;
  readonly [field: string]: unknown;
}

/** What `ocr` answers: LiteLLM's `OCRResponse`, every field there, null where the provider is silent. */
export interface OcrResponse {
  readonly pages: readonly OcrPage[];
  readonly model: string;
  readonly document_annotation: unknown;
  readonly usage_info: OcrUsage | null;
  readonly content: string | null;
  readonly tables: readonly Readonly<Record<string, unknown>>[] | null;
  readonly keyValuePairs: readonly Readonly<Record<string, unknown>>[] | null;
  readonly object: string;
}
