import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { embed } from "@lintel/core";
import { adapters, directory } from "@lintel/providers";
import { expect, it } from "vitest";
import { completionReply, events, json, ocrReply, provider, textChunks } from "./test/provider.ts";

const example = fileURLToPath(new URL("../../../examples/embed.ts", import.meta.url));

it("the embedding example asks and streams over Node's own fetch", async () => {
  const server = await provider((response, { body }) => {
    const answer = JSON.parse(body).stream === true ? events(textChunks) : json(completionReply);
    void answer(response);
  });
  const env = { PATH: process.env.PATH, OPENAI_API_KEY: "sk-test-key-0123456789", OPENAI_BASE_URL: server.origin };
  const run = promisify(execFile)(process.execPath, ["--conditions=@lintel/source", "--no-warnings", example], { env });
  const { stdout, stderr } = await run;
  expect(stderr).toBe("");
  const [whole, ...chunks] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(whole.choices[0].message.content).toBe("Hello");
  expect(chunks.map(({ choices: [{ delta }] }) => delta.content ?? "").join("")).toBe("Hello");
  expect(server.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ["/chat/completions", "Bearer sk-test-key-0123456789"],
    ["/chat/completions", "Bearer sk-test-key-0123456789"],
  ]);
});

const lintel = embed({
  adapters,
  providers: directory,
  env: { MISTRAL_API_KEY: "mistral-test-key-0123456789" },
  id: () => "00112233445566778899aabbccddeeff",
  now: () => 1_700_000_000_000,
});

it("a call embedded without a host is a request, secrets apart, and what its answer means", () => {
  const file = Buffer.from("%PDF-1.7");
  const step = lintel.ocr({ model: "mistral/mistral-ocr-latest", document: { type: "file", file } });
  if (step.step !== "send") throw new Error("nothing to send");
  expect(step.request()).toMatchObject({
    url: "https://api.mistral.ai/v1/ocr",
    method: "POST",
    headers: { Authorization: "Bearer mistral-test-key-0123456789" },
    body: expect.stringContaining(file.toString("base64")),
  });
  expect(JSON.stringify(step)).not.toContain("mistral-test-key");
  expect(step.parse(new Response(), Buffer.from(JSON.stringify(ocrReply)))).toMatchObject({
    step: "done",
    value: { pages: [{ markdown: "# Title" }] },
  });
  expect(step.parse(new Response(null, { status: 429 }), Buffer.from('{"message":"slow down"}'))).toMatchObject({
    step: "fail",
    fault: { kind: "RateLimitError", status: 429 },
  });
});

it("a call embedded without a host that needs no provider is answered at once", () => {
  const args = { model: "openai/gpt-4o", messages: [{ role: "user", content: "Hi" }], mock_response: "Hello" };
  expect(lintel.completion(args)).toMatchObject({
    step: "done",
    value: { choices: [{ message: { content: "Hello" } }] },
  });
  const streamed = lintel.completion({ ...args, stream: true });
  expect(streamed).toMatchObject({ step: "chunks" });
  expect(JSON.stringify(streamed)).toContain("Hel");
});
