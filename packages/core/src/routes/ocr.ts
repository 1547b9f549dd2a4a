import type { JsonObject } from "../json/index.ts";

/** An OCR call after the call layer: the document as a URL or data URI, files already inlined. */
export interface OcrInput {
  readonly document: JsonObject;
  /** Parameters the adapter takes, as the caller gave them. */
  readonly params: JsonObject;
  /** Whether the caller asked for the provider's own reply (`req_format: "native"`). */
  readonly native: boolean;
}
