import { createHash, createHmac } from "node:crypto";
import type { Header, Signature } from "@lintel/core";
import { reveal } from "@lintel/core/host";
import { loadPackage } from "../load-package.ts";

/** What a signature covers: the request as it goes out, its path and query as they stand in the URL. */
export interface Signable {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | undefined;
}

// Names as botocore writes them.
const SPELT: Readonly<Record<string, string>> = {
  authorization: "Authorization",
  "x-amz-date": "X-Amz-Date",
  "x-amz-security-token": "X-Amz-Security-Token",
};

interface Hasher {
  update(data: string | Uint8Array): unknown;
  digest(): Uint8Array;
}

/** SHA-256 and its HMAC in the shape that Smithy's packages ask for. */
class Sha256 {
  readonly #secret: Uint8Array | string | undefined;
  #hash: Hasher;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined || typeof secret === "string" ? secret : bytesOf(secret);
    this.#hash = this.#fresh();
  }

  #fresh(): Hasher {
    return this.#secret === undefined ? createHash("sha256") : createHmac("sha256", this.#secret);
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === "string" ? data : bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#fresh();
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function joined(headers: Signable["headers"]): Record<string, string> {
  const named = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const valuesOf = (name: string): string =>
    named.flatMap(([other, value]) => (other === name ? [value] : [])).join(",");
  return Object.fromEntries(named.map(([name]) => [name, valuesOf(name)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function queryOf(query: string): Record<string, string[]> {
  const pairs = query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.indexOf("=");
      return at === -1 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    })
    .map(([name = "", value = ""]) => [decoded(name), decoded(value)] as const);
  return Object.fromEntries(
    pairs.map(([name]) => [name, pairs.filter(([other]) => other === name).map(([, value]) => value)]),
  );
}

/** The headers that AWS Signature Version 4 adds, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html. */
export async function signRequest(
  { method, host, path, query, headers, body }: Signable,
  { sign, at }: { readonly sign: Signature; readonly at: Date },
): Promise<readonly Header[]> {
  const { SignatureV4 } = await loadPackage("@smithy/signature-v4", () => import("@smithy/signature-v4"));
  const { service, region, accessKeyId, secretAccessKey, sessionToken } = sign;
  const signer = new SignatureV4({
    service,
    region,
    sha256: Sha256,
    // Only S3 asks for the body's digest in a header.
    applyChecksum: false,
    credentials: {
      accessKeyId: reveal(accessKeyId),
      secretAccessKey: reveal(secretAccessKey),
      ...(sessionToken !== undefined && { sessionToken: reveal(sessionToken) }),
    },
  });
  const own = joined([...headers, ["host", host]]);
  const request = { method, protocol: "https:", hostname: host, path, query: queryOf(query), headers: own, body };
  const signed = await signer.sign(request, { signingDate: at });
  return Object.entries(signed.headers).flatMap(([name, value]) => {
    const spelt = SPELT[name.toLowerCase()];
    return spelt === undefined ? [] : [[spelt, value] as const];
  });
}
