import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

const OCR = { model: "scan", document: { type: "document_url", document_url: "data:application/pdf;base64,AQID" } };

it("files that credentials name are read for the configuration, and for no request", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lintel-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const provider = await upstream((response, { path }) =>
    json(path === "/token" ? { access_token: "ya29.a", token_type: "Bearer", expires_in: 3600 } : { pages: [] })(
      response,
    ),
  );
  const [subject, credentials] = [join(folder, "subject"), join(folder, "credentials.json")];
  await writeFile(subject, "a secret of this machine");
  const account = {
    type: "external_account",
    audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${provider.url}/token`,
    credential_source: { file: subject },
  };
  await writeFile(credentials, JSON.stringify(account));
  const params = { model: "vertex_ai/mistral-ocr-2505", vertex_project: "p", api_base: provider.url };
  const gateway = await running(
    configOf([deployment("scan", { ...params, vertex_credentials: credentials }), deployment("bare", params)]),
  );
  const told = (): string => provider.asked.map(({ text }) => decodeURIComponent(text)).join();
  const given = [credentials, JSON.stringify(account), account];
  const names = ["vertex_credentials", "vertex_ai_credentials"];
  for (const [name, value] of names.flatMap((name) => given.map((value) => [name, value] as const)))
    for (const body of [{ [name]: value }, { extra_body: { [name]: value } }, { metadata: { [name]: value } }]) {
      const answer = await ask(gateway, "/v1/ocr", { body: { ...OCR, model: "bare", ...body } });
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(`${name} is not allowed`)]);
    }
  expect(provider.asked).toEqual([]);
  const answer = await ask(gateway, "/v1/ocr", { body: OCR });
  expect(answer.status).toBe(200);
  expect(told()).toContain("a+secret+of+this+machine");
  expect(provider.asked.at(-1)?.headers.authorization).toBe("Bearer ya29.a");
});
