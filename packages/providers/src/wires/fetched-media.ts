import { type Document, type Fault, toDataUri } from "@lintel/core";
import { litellmFault } from "../faults/index.ts";

const TYPES: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
};

/** What was fetched from a URL as a data URI, or LiteLLM's refusal where that is nothing or nobody knows of what type. */
export function fetchedMedia(
  url: string,
  fetched: ReadonlyMap<string, Document>,
): { readonly uri: string } | { readonly fault: Fault } {
  const found = fetched.get(url);
  const ending = url.slice(url.lastIndexOf(".") + 1).toLowerCase();
  const type = found?.mediaType ?? (Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined);
  if (found !== undefined && type !== undefined) return { uri: toDataUri(found.bytes, type) };
  const text = `Error: Unable to fetch image from URL after 3 attempts. url=${url}`;
  return { fault: litellmFault({ kind: "ImageFetchError", text }, {}) };
}
