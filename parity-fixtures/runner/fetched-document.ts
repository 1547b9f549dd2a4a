import { type Document, headerValue, mediaTypeOfBytes } from "@lintel/core";
import type { Sent, Unsupplied } from "@lintel/core/host";
import { joined } from "./bytes.ts";

const UNABLE = "Error: Unable to fetch image from URL";
const MOST_ATTEMPTS = 3;

const BY_EXTENSION: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
};

function refused(text: string, url: string): Unsupplied {
  return { supplied: false, message: `${text} url=${url}`, kind: "ImageFetchError" };
}

async function whole({ body }: Sent & { readonly sent: true }): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let read = await body.read(); read.read === "bytes"; read = await body.read()) pieces.push(read.bytes);
  return joined(pieces);
}

/** A document fetched for an adapter as LiteLLM fetches one, its attempts and its words; only what no type is told of is looked at. */
export async function fetchedDocument(url: string, get: (url: string) => Sent): Promise<Document | Unsupplied> {
  if (!/^https?:\/\//.test(url))
    return refused(
      `${UNABLE}. The proxy could not resolve this host or its URL policy rejected it; an admin can check the proxy log and \`user_url_allowed_hosts\` in general_settings.`,
      url,
    );
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const sent = get(url);
    if (!sent.sent) continue;
    if (sent.head.status !== 200) return refused(`${UNABLE}. Status code: ${sent.head.status},`, url);
    const bytes = await whole(sent);
    const extension = url.split(".").at(-1)?.toLowerCase() ?? "";
    const mediaType = headerValue(sent.head, "content-type") ?? BY_EXTENSION[extension] ?? mediaTypeOfBytes(bytes);
    return { bytes, ...(mediaType !== undefined && { mediaType }) };
  }
  return refused(`${UNABLE} after ${MOST_ATTEMPTS} attempts.`, url);
}
