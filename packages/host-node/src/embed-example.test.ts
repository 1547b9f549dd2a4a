import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { completionReply, events, json, provider, textChunks } from "./test/provider.ts";

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
  expect(stdout).toContain("Hello");
  expect(stdout).toContain("content: 'Hel'");
  expect(stdout).toContain("content: 'lo'");
  expect(server.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ["/chat/completions", "Bearer sk-test-key-0123456789"],
    ["/chat/completions", "Bearer sk-test-key-0123456789"],
  ]);
});
