/** Status line and headers of an answer. Header names as received. */
export interface ReplyHead {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** A whole answer. */
export interface Reply extends ReplyHead {
  readonly body: Uint8Array;
}

/** Whether a status says that all went well; a redirect that leads nowhere is a failure, as it is to Python's HTTP clients. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** What can go wrong between a plan and its reply. */
export type FailureKind =
  | "refused"
  | "dns"
  | "tls"
  | "connect_timeout"
  | "read_timeout"
  | "write_timeout"
  | "pool_timeout"
  | "reset"
  | "protocol"
  | "aborted"
  | "too_large"
  | "policy";

/** A request that got no answer, or an answer that broke off. */
export interface TransportFailure {
  readonly kind: FailureKind;
  readonly message: string;
  /** The words of LiteLLM's HTTP client for it, where they are known and others. */
  readonly told?: string;
  /** Milliseconds a request took until it timed out, where the host measures them. */
  readonly elapsedMs?: number;
  readonly cause?: unknown;
}

/** A transport failure in the words that LiteLLM has for it. */
export function failureText({ told, message }: TransportFailure): string {
  return told ?? message;
}

/** What an adapter's `fault` is given: an answer with an error status, or no answer. */
export type Failed =
  | { readonly from: "reply"; readonly reply: Reply }
  | { readonly from: "transport"; readonly failure: TransportFailure };

/** The first value of a header, its name in any case. */
export function headerValue(head: ReplyHead, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return head.headers.find(([key]) => key.length === wanted.length && key.toLowerCase() === wanted)?.[1];
}

/** The body as UTF-8 text, wrong bytes replaced. */
export function replyText(reply: Reply): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(reply.body);
}
