import type { Plan } from "../plan.ts";
import { reveal } from "../secret.ts";

/** A request as fetch takes it. It holds credentials: not for logs. */
export interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

export type Made = { readonly made: true; request(): WireRequest } | { readonly made: false; readonly message: string };

function bodyOf({ body }: Plan): WireRequest["body"] | undefined {
  if (body === undefined) return null;
  if (body.body === "text") return body.text;
  return body.body === "bytes" ? new Uint8Array(body.bytes) : undefined;
}

/** A plan as a request, if it needs neither a signature nor a file's content. */
export function wireRequest(plan: Plan): Made {
  const body = bodyOf(plan);
  if (plan.sign !== undefined) return { made: false, message: "this request has to be signed by a host" };
  if (body === undefined) return { made: false, message: "this request uploads a file, which a host has to stream" };
  return {
    made: true,
    request: () => ({
      url: reveal(plan.url),
      method: plan.method,
      headers: Object.fromEntries(plan.headers.map(([name, value]) => [name, reveal(value)])),
      body,
    }),
  };
}
