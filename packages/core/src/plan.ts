import { masked, Secret, type Text } from "./secret.ts";

/** One header: its name as it goes on the wire, and its value. */
export type Header = readonly [name: string, value: Text];

/** Upload content the host streams by itself: opaque, like a secret, so that a large file never passes through memory. */
export interface BlobSlot {
  readonly blob: unknown;
  readonly mediaType: string;
  /** Bytes, where known. */
  readonly size?: number;
}

/** One part of a multipart body. */
export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly mediaType?: string;
  readonly content: string | Uint8Array | BlobSlot;
}

/** A body that needs nothing more but to be sent. */
export type Body =
  | { readonly body: "text"; readonly text: string }
  | { readonly body: "bytes"; readonly bytes: Uint8Array }
  | { readonly body: "multipart"; readonly parts: readonly Part[] }
  | { readonly body: "blob"; readonly blob: BlobSlot };

/** What the host must sign the exact bytes with. */
export interface Signature {
  readonly sign: "sigv4";
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/** Deadlines in milliseconds; an absent one is the host's default. */
export interface Timeouts {
  readonly connectMs?: number;
  readonly firstByteMs?: number;
  /** The longest silence between two pieces of a body. */
  readonly idleMs?: number;
}

/** One HTTP request, complete but for the sending. Safe to log: secrets in it print as `***`. */
export interface Plan {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: Text;
  readonly headers: readonly Header[];
  readonly body?: Body;
  /** Whether the body is wanted piece by piece. */
  readonly expect: "whole" | "stream";
  readonly timeouts: Timeouts;
  readonly sign?: Signature;
  /** Whether configuration alone says where it goes: no reply, and nothing of the call. */
  readonly isConfigured?: true;
  /** The bridges the call took, the caller's first, where another route serves it. */
  readonly bridges?: readonly string[];
}

/** Scheme, host and port a plan goes to, in lower case. */
export function originOf({ url }: Plan): string {
  const [, scheme = "", place = ""] = /^([^/?#]*\/\/)(?:[^/?#]*@)?([^/?#]*)/.exec(masked(url)) ?? [];
  return (scheme + place).toLowerCase();
}

function hasSecret(text: Text): boolean {
  return text instanceof Secret || (typeof text !== "string" && text.some((part) => part instanceof Secret));
}

/** Whether a credential stands in the plan's URL, its headers or its signature. */
function carriesSecret({ url, headers, sign }: Plan): boolean {
  return sign !== undefined || hasSecret(url) || headers.some(([, value]) => hasSecret(value));
}

/** Why a later request of a call may not be sent: it would take a credential to another origin than the configured one. */
export function lured(plan: Plan, origin: string): string | undefined {
  if (plan.isConfigured === true || originOf(plan) === origin || !carriesSecret(plan)) return undefined;
  return `the provider's reply points to ${originOf(plan)}, and credentials are only sent to ${origin}`;
}
