import type { Plan, TransportFailure } from "@lintel/core";
import type { BodyReader, Sent } from "@lintel/core/host";
import { describe, expect, onTestFinished } from "vitest";
import { type NodeHost, type NodeHostOptions, nodeHost } from "../node-host.ts";

/** A host of one test, closed with it; the machine's own environment plays no part. */
export function testHost(options: NodeHostOptions = {}): NodeHost {
  const host = nodeHost({ env: {}, ...options });
  onTestFinished(() => host.close());
  return host;
}

export type TestHost = typeof testHost;

/** Tests that hold over either transport; an upload, which the pool does not carry, goes over the one that does. */
export function overBoth(name: string, tests: (testHost: TestHost) => void): void {
  describe.each(["auto", "undici"] as const)(`${name}, over %s`, (transport) => {
    tests((options) => testHost({ transport, ...options }));
  });
}

export function plan(url: string, more: Partial<Plan> = {}): Plan {
  return {
    method: "POST",
    url,
    headers: [],
    body: { body: "text", text: "{}" },
    expect: "whole",
    timeouts: {},
    ...more,
  };
}

export type Got =
  | { readonly status: number; readonly headers: readonly (readonly [string, string])[]; readonly body: string }
  | { readonly failure: TransportFailure };

export async function drained(body: BodyReader): Promise<string | TransportFailure> {
  const pieces: Uint8Array[] = [];
  for (;;) {
    const read = await body.read();
    if (read.read === "failed") return read.failure;
    if (read.read === "end") return Buffer.concat(pieces).toString();
    pieces.push(read.bytes);
  }
}

/** An answer with its whole body, or what went wrong on the way. */
export async function got(sent: Promise<Sent>): Promise<Got> {
  const answer = await sent;
  if (!answer.sent) return { failure: answer.failure };
  const body = await drained(answer.body);
  return typeof body === "string" ? { ...answer.head, body } : { failure: body };
}

export async function failureOf(sent: Promise<Sent>): Promise<TransportFailure> {
  const result = await got(sent);
  expect(result).toHaveProperty("failure");
  return "failure" in result ? result.failure : { kind: "protocol", message: "an answer came" };
}

export async function openBody(sent: Promise<Sent>): Promise<BodyReader> {
  const answer = await sent;
  if (!answer.sent) throw new Error(answer.failure.message);
  return answer.body;
}
