import { setTimeout as pause } from "node:timers/promises";
import { type Adapter, done, fail } from "@lintel/core";
import { describe, expect, it } from "vitest";
import { isLintelError, type LintelError } from "./errors.ts";
import { openHandles, settledHandles } from "./test/open-handles.ts";
import { json, lintel, provider } from "./test/provider.ts";

const DEADLINE_MS = 300;

/** An adapter whose provider answers later: asked every 20 ms, for so long. */
const polling: Adapter<"ocr"> = {
  route: "ocr",
  provider: "mistral",
  connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: ({ target }) => ({
    step: "send",
    plan: { method: "POST", url: `${target.base}/start`, headers: [], expect: "whole", timeouts: {} },
  }),
  parse: (reply, { call }) =>
    reply.status === 200
      ? done({ pages: [], model: "m", object: "ocr" })
      : {
          step: "send",
          plan: { method: "GET", url: `${call.target.base}/poll`, headers: [], expect: "whole", timeouts: {} },
          afterMs: 20,
          deadline: { ms: DEADLINE_MS },
          progress: { state: "running" },
        },
  fault: (failed) =>
    fail({
      origin: "provider",
      kind: failed.from === "transport" ? "APIConnectionError" : "APIError",
      status: 500,
      message: "litellm: failed",
      ...(failed.from === "transport" && { failure: failed.failure }),
    }),
};

interface Ended {
  readonly error: LintelError;
  readonly ms: number;
  readonly polls: number;
}

async function ended(base: string, signal?: AbortSignal): Promise<Ended> {
  const before = openHandles();
  const own = lintel({ adapters: [polling] });
  const began = performance.now();
  let polls = 0;
  const document = { type: "document_url", document_url: "https://example.com/a.pdf" } as const;
  const args = { model: "mistral/m", api_base: base, document, ...(signal && { signal }) };
  const error: unknown = await own.ocr(args, { progress: () => void polls++ }).catch((caught: unknown) => caught);
  const ms = performance.now() - began;
  await own.close();
  expect(await settledHandles(before)).toBeLessThanOrEqual(before);
  if (!isLintelError(error)) throw new Error("the call did not fail", { cause: error });
  return { error, ms, polls };
}

describe("a provider that answers later", () => {
  it("and never finishes ends in a timeout at the deadline, nothing left open", async () => {
    const server = await provider((response) => json({}, 202)(response));
    const { error, ms, polls } = await ended(server.origin);
    expect(error.name).toBe("Timeout");
    expect(error.message).toContain(`did not finish within ${DEADLINE_MS} ms`);
    expect(ms).toBeLessThan(DEADLINE_MS + 700);
    expect(polls).toBeGreaterThan(0);
  });

  it("and is slow to answer when it is asked ends in the same, not after the host's own patience", async () => {
    const server = await provider((response, { path }) => {
      if (path === "/start") json({}, 202)(response);
    });
    const { error, ms } = await ended(server.origin);
    expect(error.name).toBe("Timeout");
    expect(ms).toBeLessThan(DEADLINE_MS + 700);
  });

  it("and sends its answer byte by byte for ever ends in the same", async () => {
    const server = await provider(async (response, { path }) => {
      if (path === "/start") return json({}, 202)(response);
      response.writeHead(200);
      while (!response.destroyed) {
        response.write(" ");
        await pause(20);
      }
    });
    const { error, ms } = await ended(server.origin);
    expect(error.name).toBe("Timeout");
    expect(ms).toBeLessThan(2 * DEADLINE_MS + 700);
  });

  it("and dies in between ends in a connection error", async () => {
    const server = await provider((response, { path }) => {
      if (path === "/start") json({}, 202)(response);
      else response.destroy();
    });
    const { error, ms } = await ended(server.origin);
    expect(error.name).toBe("APIConnectionError");
    expect(error.failure?.kind).toBe("reset");
    expect(ms).toBeLessThan(DEADLINE_MS + 700);
  });

  it("is not asked again once the caller aborts", async () => {
    const server = await provider((response) => json({}, 202)(response));
    const { error, ms } = await ended(server.origin, AbortSignal.timeout(80));
    expect(error.name).toBe("APIConnectionError");
    expect(ms).toBeLessThan(DEADLINE_MS);
  });
});
