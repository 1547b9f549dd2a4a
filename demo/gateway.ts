import { join } from "node:path";
import { main, tuneEngine } from "@lintel/gateway";
import { mockProvider } from "./mock-provider.ts";

const ROOT = join(import.meta.dirname, "..");
const KEY = "sk-lintel";

function readyCurls(url: string): string {
  const asked = (model: string): string =>
    `{"model": "${model}", "messages": [{"role": "user", "content": "What is a lintel?"}]`;
  return [
    "",
    "Ask it, in OpenAI's words:",
    "",
    `  curl ${url}/v1/chat/completions -H "Authorization: Bearer ${KEY}" \\`,
    `    -H "Content-Type: application/json" -d '${asked("gpt-4o")}}'`,
    "",
    "or in Anthropic's, streamed, whoever's model it is:",
    "",
    `  curl -N ${url}/v1/messages -H "x-api-key: ${KEY}" \\`,
    `    -H "Content-Type: application/json" -d '${asked("gpt-4o")}, "max_tokens": 200, "stream": true}'`,
    "",
    `The configuration is examples/config.yaml; edit it while this runs. Ctrl-C ends.`,
    "",
  ].join("\n");
}

tuneEngine();
const mock = await mockProvider({ gapMs: 40 });
Object.assign(process.env, {
  MOCK_OPENAI_BASE: `${mock.url}/v1`,
  MOCK_ANTHROPIC_BASE: mock.url,
  MOCK_KEY: "sk-demo",
  LITELLM_MASTER_KEY: KEY,
});
console.log(`A mock provider answers at ${mock.url}; no key of yours is needed.`);
const given = process.argv.slice(2).filter((it) => it !== "--");
process.exitCode = await main(["--config", join(ROOT, "examples/config.yaml"), ...given], {
  ready: (url) => process.stdout.write(readyCurls(url)),
});
await mock.close();
