import type { LookupFunction } from "node:net";
import { type BytesNeed, type Document, headerValue, type TransportFailure } from "@lintel/core";
import { type Answer, gatheredBytes, type Sent, type Signal } from "@lintel/core/host";
import type { ConnectionOptionsOfHost } from "../http/connection-options.ts";
import { ACCEPT_ENCODING, decoded } from "../http/decoded.ts";
import { redirect } from "../http/redirect.ts";
import { undiciTransport } from "../http/undici/undici-transport.ts";
import { type TimeLimit, timeLimit } from "../time-limit.ts";
import { destination } from "./destination.ts";
import { documentMediaType } from "./document-media-type.ts";
import type { CompleteRules, ResolvedAddress } from "./document-rules.ts";

/** Whose document is fetched, and how. */
export interface DocumentFetch {
  readonly url: string;
  /** The argument that holds the address. */
  readonly parameter: string;
  readonly rules: CompleteRules;
  readonly tls: Pick<ConnectionOptionsOfHost, "ca" | "verify">;
  readonly connectMs: number;
}

type Fetched =
  | { readonly fetched: "document"; readonly document: Document }
  | { readonly fetched: "refused"; readonly why: string }
  | { readonly fetched: "answered"; readonly text: string }
  | { readonly fetched: "broken"; readonly failure: TransportFailure };

type Read =
  | { readonly read: "whole"; readonly bytes: Uint8Array }
  | { readonly read: "too large"; readonly size: number }
  | { readonly read: "broken"; readonly failure: TransportFailure };

const HEADERS = ["accept", "*/*", "accept-encoding", ACCEPT_ENCODING, "user-agent", "lintel"] as const;
// LiteLLM's `_MAX_REDIRECTS` counts the requests; its `convert_url_to_base64` starts over three times.
const MOST_REQUESTS = 10;
const MOST_ATTEMPTS = 3;
const MEBIBYTE = 1024 * 1024;
const UNABLE = "Error: Unable to fetch image from URL";

function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? "", first?.family ?? 0);
  };
}

async function readBounded(sent: Sent, maxBytes: number): Promise<Read> {
  const plain = decoded(sent);
  if (!plain.sent) return { read: "broken", failure: plain.failure };
  const { head, body } = plain;
  const announced = Number(headerValue(head, "content-length") ?? 0);
  const gathered = gatheredBytes();
  for (let size = announced > maxBytes ? announced : 0; ; size = gathered.size) {
    if (size > maxBytes) {
      body.cancel();
      return { read: "too large", size };
    }
    const read = await body.read();
    if (read.read === "failed") return { read: "broken", failure: read.failure };
    if (read.read === "end") return { read: "whole", bytes: gathered.joined() };
    gathered.push(read.bytes);
  }
}

function tooLarge(size: number, maxBytes: number): string {
  const largest = maxBytes / MEBIBYTE;
  const limit = Number.isInteger(largest) ? largest.toFixed(1) : String(largest);
  return `Error: Image size (${(size / MEBIBYTE).toFixed(2)}MB) exceeds maximum allowed size (${limit}MB).`;
}

async function received(sent: Sent & { readonly sent: true }, { url, rules }: DocumentFetch): Promise<Fetched> {
  const { head, body } = sent;
  if (head.status !== 200) {
    body.cancel();
    return { fetched: "answered", text: `${UNABLE}. Status code: ${head.status},` };
  }
  const read = await readBounded(sent, rules.maxBytes);
  if (read.read === "broken") return { fetched: "broken", failure: read.failure };
  if (read.read === "too large") return { fetched: "answered", text: tooLarge(read.size, rules.maxBytes) };
  const mediaType = documentMediaType(head, url, read.bytes);
  if (mediaType === undefined)
    return { fetched: "broken", failure: { kind: "protocol", message: "the document's type is not known" } };
  return { fetched: "document", document: { bytes: read.bytes, mediaType } };
}

/** One request to the very addresses that were checked, or where it leads on. */
async function hop(url: string, wanted: DocumentFetch, limit: TimeLimit): Promise<Fetched | URL> {
  const { rules, tls, connectMs } = wanted;
  const checked = await limit.race(destination(url, rules));
  if (checked === undefined) return { fetched: "broken", failure: { kind: "aborted", message: "no time is left" } };
  if (!checked.allowed) return { fetched: "refused", why: checked.why };
  const lookup = pinned(checked.addresses);
  // A proxy would resolve the name once more, to an address nobody checked.
  const opened = undiciTransport({ ...tls, proxies: false, lookup }, connectMs);
  try {
    const timeouts = { connectMs, firstByteMs: rules.deadlineMs, idleMs: rules.deadlineMs };
    const request = { method: "GET", url: checked.url, headers: HEADERS, body: null, timeouts };
    const sent = await opened.exchange(request, limit.signal);
    if (!sent.sent) return { fetched: "broken", failure: sent.failure };
    const next = redirect(sent.head, { url: checked.url, method: "GET" });
    if (next.redirect === "none") return await received(sent, wanted);
    sent.body.cancel();
    return next.redirect === "follow" ? next.url : { fetched: "refused", why: next.message };
  } finally {
    await opened.close();
  }
}

async function attempt(wanted: DocumentFetch, limit: TimeLimit): Promise<Fetched> {
  let url = wanted.url;
  for (let count = 0; count < MOST_REQUESTS; count++) {
    const next = await hop(url, wanted, limit);
    if (!(next instanceof URL)) return next;
    url = next.href;
  }
  return { fetched: "refused", why: `more than ${MOST_REQUESTS - 1} redirects` };
}

function unfetched(text: string, { url, parameter }: DocumentFetch, failure?: TransportFailure): Answer<BytesNeed> {
  const more = failure === undefined ? {} : { failure };
  return { supplied: false, message: `${text} url=${url}`, kind: "ImageFetchError", param: parameter, ...more };
}

function refusal(why: string, wanted: DocumentFetch): Answer<BytesNeed> {
  const message = `${wanted.parameter}: ${why}`;
  return unfetched(`${UNABLE}. ${message}.`, wanted, { kind: "policy", message });
}

async function fetchWithin(wanted: DocumentFetch, limit: TimeLimit): Promise<Answer<BytesNeed>> {
  let failure: TransportFailure | undefined;
  for (let count = 0; count < MOST_ATTEMPTS; count++) {
    const got = await attempt(wanted, limit);
    const ended = limit.ended();
    if (ended === "caller") return { supplied: false, message: "the caller aborted the call" };
    if (got.fetched === "document") return { supplied: true, value: got.document };
    if (got.fetched === "refused") return refusal(got.why, wanted);
    if (got.fetched === "answered") return unfetched(got.text, wanted);
    failure = got.failure;
    if (ended === "deadline") {
      const message = `${wanted.parameter}: the document did not arrive within ${wanted.rules.deadlineMs} ms`;
      return unfetched(`${UNABLE}. ${message}.`, wanted, { kind: "read_timeout", message });
    }
  }
  return unfetched(`${UNABLE} after ${MOST_ATTEMPTS} attempts.`, wanted, failure);
}

/** Fetches a document for a caller under the host's rules; the failures carry LiteLLM's class, and its text where it has one. */
export async function fetchDocument(wanted: DocumentFetch, signal?: Signal): Promise<Answer<BytesNeed>> {
  if (wanted.rules.maxBytes === 0)
    return unfetched("Error: Image URL download is disabled (MAX_IMAGE_URL_DOWNLOAD_SIZE_MB=0).", wanted);
  const limit = timeLimit(wanted.rules.deadlineMs, signal);
  try {
    return await fetchWithin(wanted, limit);
  } finally {
    limit.release();
  }
}
