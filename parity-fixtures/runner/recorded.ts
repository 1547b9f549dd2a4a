import type { Json } from "@lintel/core/json";
import { toLatin1 } from "./bytes.ts";
import { asBytes, asList, asNumber, asText, isObject, textEntries } from "./case.ts";
import { holdsTraceback } from "./python-text.ts";
import type { RequestFacts } from "./replay.ts";
import type { GatewayFacts } from "./told.ts";

/** A stage of a call that is compared by itself. */
export type Stage = "request" | "result" | "stream" | "failure";

export const STAGES = ["request", "result", "stream", "failure"] as const satisfies readonly Stage[];

/** The attributes of a failure that are compared, in the order they are. */
export const FAILURE_FIELDS = ["class", "status_code", "message", "param", "code", "llm_provider"] as const;

export type FailureField = (typeof FAILURE_FIELDS)[number];

/** LiteLLM's record of one call. */
export interface Recorded {
  readonly outcome: Exclude<Stage, "request">;
  readonly requests: readonly RequestFacts[];
  readonly result?: string;
  /** Why LiteLLM's gateway cannot print the result. */
  readonly unprintable?: string;
  readonly chunks?: readonly string[];
  readonly exception?: Readonly<Record<FailureField, string | undefined>>;
  /** The failure as LiteLLM's gateway answers it. */
  readonly gateway?: GatewayFacts;
  /** The least and the most seconds of each wait between retries, whatever the jitter; absent where retries are off. */
  readonly waits?: readonly (readonly [least: number, most: number])[];
}

export type RecordReading = Recorded | { readonly outcome: "none"; readonly reason: string };

/** The address every name has while recording (`recorder/still.py`); over plain HTTP LiteLLM asks it instead of the name. */
const ADDRESS = "http://93.184.215.14/";

function named(url: string, headers: RequestFacts["headers"]): string {
  const [, host] = headers.find(([name]) => name.toLowerCase() === "host") ?? [];
  return url.startsWith(ADDRESS) && host !== undefined ? `http://${host}/${url.slice(ADDRESS.length)}` : url;
}

function readRequest(value: unknown): RequestFacts {
  const it = isObject(value) ? value : {};
  const headers = textEntries(it.headers);
  return {
    method: asText(it.method) ?? "",
    url: named(asText(it.url) ?? "", headers),
    headers,
    body: asBytes(it.body_b64),
  };
}

function readChunk(value: unknown): string {
  return isObject(value) ? toLatin1(asBytes(value.b64)) : String(value);
}

function plainText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(asNumber(value) ?? value);
}

/** A code or a param as JSON, so that a number is not a text of digits. */
export function spelled(code: unknown): string | undefined {
  return code === undefined || code === null ? undefined : JSON.stringify(asNumber(code) ?? code);
}

function readException(value: unknown): Readonly<Record<FailureField, string | undefined>> | undefined {
  if (!isObject(value)) return undefined;
  const { status_code, message, param, code, llm_provider } = value;
  return {
    class: plainText(value.class),
    status_code: plainText(status_code),
    message: plainText(message),
    param: spelled(param),
    code: spelled(code),
    llm_provider: plainText(llm_provider),
  };
}

/** `<traceback>` in an answer stands for a cut one, which is no JSON any more: it is not compared. */
function readGateway(value: unknown): GatewayFacts | undefined {
  if (!isObject(value)) return undefined;
  const body = asText(value.body) ?? asText(value.data);
  const status = asNumber(value.status);
  if (body === undefined || holdsTraceback(body)) return undefined;
  return status === undefined ? { body } : { status, body };
}

function numberAt(pair: unknown, at: number): number {
  return asNumber(asList(pair)[at]) ?? 0;
}

/** What a line's `oracle` tells; `none` where LiteLLM left nothing to compare with. */
export function readRecorded(line: Json): RecordReading {
  const oracle = isObject(line) ? line.oracle : undefined;
  const retries = isObject(line) && line.retries === true;
  if (!isObject(oracle)) return { outcome: "none", reason: "the line has no record" };
  const result = asText(oracle.result);
  const chunks = Array.isArray(oracle.chunks) ? oracle.chunks.map(readChunk) : undefined;
  const exception = readException(oracle.exception);
  const outcome = exception !== undefined ? "failure" : chunks !== undefined ? "stream" : "result";
  const gateway = readGateway(oracle.gateway);
  const unprintable = asText(oracle.unprintable);
  if (outcome === "result" && result === undefined && unprintable === undefined) {
    return { outcome: "none", reason: asText(oracle.crash) ?? "neither result nor chunks nor exception" };
  }
  return {
    outcome,
    requests: asList(oracle.requests).map(readRequest),
    ...(result !== undefined && { result }),
    ...(unprintable !== undefined && { unprintable }),
    ...(chunks !== undefined && { chunks }),
    ...(exception !== undefined && { exception }),
    ...(gateway !== undefined && { gateway }),
    ...(retries && {
      waits: asList(oracle.waits_between).map((pair) => [numberAt(pair, 0), numberAt(pair, 1)] as const),
    }),
  };
}
