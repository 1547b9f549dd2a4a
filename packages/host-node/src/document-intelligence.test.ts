import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isLintelError, type LintelError } from "./errors.ts";
import { openHandles, settledHandles } from "./test/open-handles.ts";
import { json, lintel, provider, type TestProvider } from "./test/provider.ts";

const PATIENCE_S = 1;
const MS = PATIENCE_S * 1000;
const running = json({ status: "running" });

interface Ended {
  readonly error: LintelError;
  readonly ms: number;
  readonly states: readonly string[];
}

/** Azure's analysis: accepted, and then asked for until it is done. */
function analysis(poll: (response: ServerResponse) => void | Promise<void>): Promise<TestProvider> {
  return provider((response, { path, headers: { host } }) => {
    if (path.includes("/analyzeResults/")) return poll(response);
    const operation = `http://${host}/documentintelligence/documentModels/prebuilt-read/analyzeResults/1`;
    response.writeHead(202, { "operation-location": operation }).end();
  });
}

async function ended({ origin }: TestProvider): Promise<Ended> {
  const before = openHandles();
  const own = lintel({ env: { AZURE_OPERATION_POLLING_TIMEOUT: String(PATIENCE_S) } });
  const began = performance.now();
  const states: string[] = [];
  const error: unknown = await own
    .ocr(
      {
        model: "azure_ai/doc-intelligence/prebuilt-read",
        api_base: origin,
        api_key: "azure-test-key",
        document: { type: "file", file: Buffer.from("%PDF-1.4"), mime_type: "application/pdf" },
      },
      { progress: ({ state }) => void states.push(state) },
    )
    .catch((caught: unknown) => caught);
  const ms = performance.now() - began;
  await own.close();
  expect(await settledHandles(before)).toBeLessThanOrEqual(before);
  if (!isLintelError(error)) throw new Error("the call did not fail", { cause: error });
  return { error, ms, states };
}

function waiting(seconds: number): (response: ServerResponse) => void {
  return (response) => {
    response.setHeader("retry-after", seconds);
    running(response);
  };
}

describe("an analysis of Document Intelligence", () => {
  it("that never finishes ends in Azure's words at the deadline, nothing left open", async () => {
    const { error, ms, states } = await ended(await analysis(waiting(0)));
    expect(error).toMatchObject({ name: "APIConnectionError", status: 500, provider: "azure_ai" });
    expect(error.message).toContain(`operation polling timed out after ${PATIENCE_S} seconds`);
    expect(states.slice(0, 2)).toEqual(["accepted", "running"]);
    expect(ms).toBeLessThan(MS + 700);
  });

  it("that asks to wait beyond the deadline ends at it, not after it", async () => {
    const { error, ms } = await ended(await analysis(waiting(600)));
    expect(error.message).toContain("operation polling timed out");
    expect(ms).toBeLessThan(MS + 700);
  });

  it("whose service falls silent, or tells its state byte by byte, ends in the same", async () => {
    const silent = await ended(await analysis(() => undefined));
    const slow = await ended(
      await analysis(async (response) => {
        response.writeHead(200);
        for (; !response.destroyed; await setTimeout(20)) response.write(" ");
      }),
    );
    for (const { error, ms } of [silent, slow]) {
      expect(error.message).toContain("operation polling timed out");
      expect(ms).toBeLessThan(2 * MS + 700);
    }
  });

  it("whose service is killed while it is asked ends in a connection error", async () => {
    const server: TestProvider = await analysis((response) => void response.destroy());
    const { error, ms, states } = await ended(server);
    expect(error).toMatchObject({ name: "APIConnectionError", provider: "azure_ai", failure: { kind: "reset" } });
    expect(states).toContain("accepted");
    expect(ms).toBeLessThan(MS + 700);
  });
});
