import { registry } from "@lintel/core";
import { expect, test } from "vitest";
import { adapters } from "../../adapters.ts";
import { ask, faultOf } from "../../ocr/test/scripted.ts";
import { azureCohere } from "./cohere.ts";
import { azureDocumentIntelligence } from "./document-intelligence.ts";
import { azureMistral } from "./mistral.ts";

const { find } = registry(adapters);
const CALL = {
  model: "azure_ai/mistral-document-ai-2505",
  api_base: "https://az.example//",
  document: { type: "document_url", document_url: "data:application/pdf;base64,AQID" },
};

test.each([
  ["mistral-document-ai-2505", azureMistral],
  ["my-own-name", azureMistral],
  ["cohere-parse", azureCohere],
  ["Parse-by-Cohere", azureCohere],
  ["doc-intelligence/prebuilt-read", azureDocumentIntelligence],
  ["DocumentIntelligence/x", azureDocumentIntelligence],
  ["cohere-parse-doc-intelligence", azureDocumentIntelligence],
])("the model %s finds its dialect", (model, adapter) => {
  expect(find("ocr", "azure_ai", model)).toBe(adapter);
});

test("a key goes before a token, and an empty one is none", async () => {
  const seen = await ask([azureMistral], { ...CALL, api_key: "k", azure_ad_token: "t" }, { replies: [{ json: {} }] });
  expect(seen.sent[0]).toMatchObject({
    url: "https://az.example/providers/mistral/azure/ocr",
    headers: { Authorization: "Bearer k", "Content-Type": "application/json" },
  });
  const empty = await ask([azureMistral], { ...CALL, api_key: "", azure_ad_token: "t" }, { replies: [{ json: {} }] });
  expect(empty.sent[0]?.headers.Authorization).toBe("Bearer t");
  expect(faultOf(await ask([azureMistral], { ...CALL, api_key: "" })).message).toContain(
    "Missing Azure AI credentials",
  );
});

test("only what Entra ID asks for goes with the need for a token", async () => {
  const entra = { tenant_id: "t", client_id: "c", client_secret: "s", azure_scope: "https://own.example/.default" };
  const model = "azure_ai/doc-intelligence/prebuilt-read";
  const env = { AZURE_DOCUMENT_INTELLIGENCE_API_VERSION: "2026-01-01" };
  const seen = await ask([azureDocumentIntelligence], { ...CALL, ...entra, model }, { env, replies: [{ json: {} }] });
  const need = seen.needs.find((it) => it.need === "token");
  expect(need).toMatchObject({ scope: "https://own.example/.default" });
  expect(Object.keys(need?.need === "token" ? (need.credentials ?? {}) : {})).toEqual([
    "tenant_id",
    "client_id",
    "client_secret",
  ]);
  expect(seen.sent[0]?.url).toContain("api-version=2026-01-01");
});
