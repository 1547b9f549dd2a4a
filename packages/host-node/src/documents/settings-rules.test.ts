import { expect, it } from "vitest";
import { json, lintel, provider } from "../test/provider.ts";
import { serve } from "../test/servers.ts";
import { settingsRules } from "./settings-rules.ts";

it("adds LiteLLM's hosts to the host's own, and any host where nothing is to be checked", () => {
  expect(settingsRules({})).toEqual({});
  expect(settingsRules({ user_url_allowed_hosts: ["a", 1, "b:8080"] }, { allowHosts: ["c"], maxBytes: 5 })).toEqual({
    allowHosts: ["c", "a", "b:8080"],
    maxBytes: 5,
  });
  expect(settingsRules({ user_url_validation: false })).toEqual({ schemes: ["https", "http"], allowHosts: "all" });
  expect(settingsRules({ user_url_validation: false }, { schemes: ["https"] })).toMatchObject({ schemes: ["https"] });
  expect(settingsRules({ user_url_validation: false }, false)).toBe(false);
  expect(settingsRules({ user_url_validation: true, user_url_allowed_hosts: "a" })).toEqual({});
});

it("lets a private document in by settings, and never by what a call says", async () => {
  const documents = await serve((_, response) => void response.setHeader("content-type", "image/png").end("png"));
  const azure = await provider(json({ pages: [], model: "m" }));
  const call = {
    model: "azure_ai/mistral-document-ai-2505",
    api_base: azure.origin,
    api_key: "azure-test-key",
    document: { type: "image_url", image_url: `${documents.origin}/a.png` },
  } as const;
  const { host } = new URL(documents.origin);
  const http = { documents: { schemes: ["http"] } } as const;
  const asked = { ...call, user_url_validation: false, user_url_allowed_hosts: [host] };
  await expect(lintel({ http }).ocr(asked)).rejects.toThrow(
    "neither documents.allowHosts nor settings.user_url_allowed_hosts names it",
  );
  expect(azure.asked).toEqual([]);
  for (const settings of [{ user_url_allowed_hosts: [host] }, { user_url_validation: false }])
    await expect(lintel({ http, settings }).ocr(call)).resolves.toMatchObject({ pages: [] });
  expect(azure.asked[0]?.body).toContain("data:image/png;base64,cG5n");
});
