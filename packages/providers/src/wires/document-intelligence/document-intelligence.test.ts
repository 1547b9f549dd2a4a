import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerOf, ask, faultOf, type Played } from "../../ocr/test/scripted.ts";
import { azureDocumentIntelligence as adapter } from "../../vendors/azure-ai/document-intelligence.ts";
import { toFeatures, toPages } from "./params.ts";

const CALL = {
  model: "azure_ai/doc-intelligence/prebuilt-layout",
  api_base: "https://di.example/",
  api_key: "k",
  document: { type: "document_url", document_url: "https://doc.example/a.pdf" },
};

const OPERATION = "https://di.example/operations/1?api-version=2024-11-30";
const accepted: Played = { status: 202, headers: { "Operation-Location": OPERATION, "Retry-After": "9" } };
const succeeded: Played = {
  json: {
    status: "succeeded",
    analyzeResult: {
      content: "a\nb",
      pages: [{ pageNumber: 2, width: 8.27, height: 11, unit: "inch", words: [], lines: [{ content: "a" }, {}] }],
    },
  },
};

function running(state = "running", headers: Played["headers"] = {}): Played {
  return { json: { status: state }, headers };
}

function send(replies: readonly Played[], more: object = {}) {
  return ask([adapter], { ...CALL, ...more }, { replies });
}

describe("an analysis", () => {
  test("is asked for at once, then after the wait each answer names, and tells how it goes", async () => {
    const seen = await send([accepted, running("notStarted", { "Retry-After": "5" }), running(), succeeded]);
    expect(answerOf(seen)).toMatchObject({
      pages: [{ index: 1, markdown: "a\n", dimensions: { dpi: 96, width: 793, height: 1056 } }],
      usage_info: { pages_processed: 1 },
      content: "a\nb",
    });
    expect(seen.waits).toEqual([5000, 2000]);
    expect(seen.progress).toEqual([{ state: "accepted" }, { state: "notStarted" }, { state: "running" }]);
    expect(seen.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST https://di.example/documentintelligence/documentModels/prebuilt-layout:analyze?api-version=2024-11-30",
      ...Array.from({ length: 3 }, () => `GET ${OPERATION}`),
    ]);
    expect(seen.sent[1]?.headers).toEqual({ "Ocp-Apim-Subscription-Key": "k" });
    expect(seen.losses).toContainEqual({
      pointer: "/analyzeResult/pages/0/words",
      action: "dropped",
      reason: "AzureDocumentIntelligencePage has no such field",
    });
  });

  test("that never finishes is given up after LiteLLM's patience, or the environment's, in LiteLLM's words", async () => {
    const replies = [accepted, ...Array.from({ length: 200 }, () => running("running", { "Retry-After": "30" }))];
    const seen = await send(replies);
    expect(faultOf(seen).message).toBe(
      "litellm.APIConnectionError: APIConnectionError: Azure_aiException - Azure Document Intelligence operation polling timed out after 120 seconds",
    );
    expect(seen.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(120_000);
    const hurried = await ask([adapter], CALL, { replies, env: { AZURE_OPERATION_POLLING_TIMEOUT: "45" } });
    expect(faultOf(hurried).message).toContain("timed out after 45 seconds");
    expect(hurried.sent).toHaveLength(3);
  });

  test("that takes its answers too long to give is given up as well", async () => {
    const replies = [accepted, ...Array.from({ length: 50 }, () => running("running", { "Retry-After": "0" }))];
    const seen = await ask([adapter], CALL, { replies, takesMs: 50_000 });
    expect(faultOf(seen).message).toContain("timed out after 120 seconds");
    expect(seen.sent.length).toBeLessThan(5);
  });

  test("is never asked for elsewhere than where the document went", async () => {
    const elsewhere = [
      "https://evil.example/1",
      "http://di.example/1",
      "https://di.example:8443/1",
      "/1",
      "ftp://di.example/1",
    ];
    for (const location of [...elsewhere, "https://di.example@evil.example/1", "https://di.example.evil.example/1"]) {
      const seen = await send([{ ...accepted, headers: { "Operation-Location": location } }, succeeded]);
      expect(faultOf(seen).message).toContain("rejected polling URL (");
      expect(seen.sent).toHaveLength(1);
    }
  });

  test("that fails, is lost, or cannot be read is a fault that says so", async () => {
    const text = async (...replies: readonly Played[]) => faultOf(await send([accepted, ...replies])).message;
    expect(await text({ json: { status: "failed", error: { message: "Bad file." } } })).toMatch(
      /analysis failed: Bad file\.$/,
    );
    expect(await text(running(), { fail: "reset" })).toMatch(/Azure_aiException - cut$/);
    expect(await text({ status: 500, text: "oops" })).toMatch(
      /Failed to parse Azure DI operation response: Expecting value/,
    );
    expect(await text(running("running", { "retry-after": "soon" }))).toMatch(
      /invalid literal for int\(\) with base 10: 'soon'$/,
    );
    expect(await text({ fail: "refused" }, succeeded)).toMatch(/Azure_aiException - cut$/);
  });

  test("whose start met nobody is started once more", async () => {
    const seen = await send([{ fail: "refused" }, accepted, succeeded]);
    expect(answerOf(seen)).toMatchObject({ pages: [{ index: 1 }] });
    expect(seen.sent[1]).toEqual(seen.sent[0]);
  });

  test("is returned as it came where the caller wants that", async () => {
    expect(answerOf(await send([accepted, succeeded], { req_format: "native" }))).toEqual(succeeded.json);
  });
});

describe("a token of Entra ID", () => {
  const { api_key: _, ...keyless } = CALL;

  test("is asked for with the caller's credentials where there is no key, and goes with the polls", async () => {
    const entra = { tenant_id: "t", client_id: "c", client_secret: "s" };
    const seen = await ask([adapter], { ...keyless, ...entra }, { replies: [accepted, succeeded] });
    expect(seen.needs.find(({ need }) => need === "token")).toMatchObject({
      issuer: "azure",
      scope: "https://cognitiveservices.azure.com/.default",
      credentials: { tenant_id: "t", client_id: "c" },
    });
    expect(JSON.stringify(seen.needs)).toContain('"client_secret":"***"');
    expect(seen.sent.map(({ headers }) => headers.Authorization)).toEqual(["Bearer azure-token", "Bearer azure-token"]);
    expect(seen.losses.filter(({ pointer }) => pointer.startsWith("/client"))).toEqual([]);
  });

  test("that the caller has is sent as it is", async () => {
    const seen = await ask([adapter], { ...keyless, azure_ad_token: "mine" }, { replies: [succeeded] });
    expect(seen.sent[0]?.headers.Authorization).toBe("Bearer mine");
    expect(seen.needs.every(({ need }) => need === "secret")).toBe(true);
  });

  test.each([
    [{ azure_ad_token: "oidc/x" }, { AZURE_TENANT_ID: "t", AZURE_CLIENT_ID: "c" }, {}],
    [{}, { AZURE_CLIENT_ID: "c", AZURE_USERNAME: "u", AZURE_PASSWORD: "p" }, {}],
    [{}, {}, { enable_azure_ad_token_refresh: true }],
  ])("is exchanged with %j, the environment %j and the settings %j", async (more, env, settings) => {
    const seen = await ask([adapter], { ...keyless, ...more }, { env, settings, replies: [succeeded] });
    expect(seen.sent[0]?.headers.Authorization).toBe("Bearer azure-token");
  });
});

test("the patience for an operation counts from its first question: a slow upload takes nothing of it", async () => {
  const env = { AZURE_OPERATION_POLLING_TIMEOUT: "10" };
  const running = { json: { status: "running" }, headers: { "retry-after": "4" } };
  const document = { type: "document_url", document_url: "https://d.example/a.pdf" };
  const call = {
    model: "azure_ai/doc-intelligence/prebuilt-read",
    api_key: "k",
    api_base: "https://di.example",
    document,
  };
  const slow = await ask([adapter], call, { env, takesMs: 2_500, replies: [accepted, running, succeeded] });
  expect(slow.outcome.outcome).toBe("value");
  const late = await ask([adapter], call, { env, takesMs: 2_500, replies: [accepted, running, running, succeeded] });
  expect(faultOf(late).message).toContain("polling timed out after 10 seconds");
});

describe("pages and features", () => {
  test("of any kind are written or refused in words", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        for (const written of [toPages({ pages: json }), toFeatures({ features: json })])
          expect("text" in written ? written.text : written.wrong).toBeTypeOf("string");
      }),
      { numRuns: 500 },
    );
  });

  test("that are indices count from one, once each, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (pages) => {
        const expected = [...new Set(pages)].sort((a, b) => a - b).map((it) => it + 1);
        expect(toPages({ pages })).toEqual({ text: expected.join(",") });
      }),
    );
  });

  test("refused are told before anything is sent", async () => {
    const seen = await send([accepted], { pages: "one" });
    expect(faultOf(seen)).toMatchObject({ kind: "BadRequestError", status: 400, provider: "azure_ai" });
    expect(seen.sent).toEqual([]);
  });
});

test("any reply gives a value or a fault, never a throw", async () => {
  const bodies = fc.oneof(
    fc.json(),
    fc.json().map((it) => `{"status":"succeeded","analyzeResult":${it}}`),
    fc.json().map((it) => `{"status":"succeeded","analyzeResult":{"pages":[${it}]}}`),
    fc.double().map((it) => `{"status":"succeeded","analyzeResult":{"pages":[{"width":${it},"height":1e999}]}}`),
  );
  await fc.assert(
    fc.asyncProperty(bodies, fc.integer({ min: 200, max: 599 }), async (text, status) => {
      const { outcome } = await send([{ text, status, headers: { "operation-location": OPERATION } }, { text }]);
      if (outcome.outcome === "fault") expect(outcome.fault.message).not.toContain("threw");
    }),
    { numRuns: 400 },
  );
});
