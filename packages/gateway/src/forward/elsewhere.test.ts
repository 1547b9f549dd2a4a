import { describe, expect, it } from "vitest";
import { ask, configOf, deployment, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";

const HELLO = { model: "fast", messages: [{ role: "user", content: "Hi" }] };

async function started() {
  const provider = await upstream(json({}));
  const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${provider.url}/v1` };
  return { provider, gateway: await running(configOf([deployment("fast", params)])) };
}

describe("a request", () => {
  it.each([
    ["another provider", { custom_llm_provider: "anthropic" }],
    ["Azure", { azure: true }],
    ["one of Azure's deployments", { deployment_id: "mine" }],
    ["another host by a header", { headers: { Host: "evil.example" } }],
    ["another host by a further header", { extra_headers: { hOST: "evil.example" } }],
    [
      "another host by a provider's header",
      { provider_specific_header: { custom_llm_provider: "openai", extra_headers: { host: "evil.example" } } },
    ],
    ["another place by a project", { vertex_project: "p/locations/x/publishers/y:predict?" }],
    ["another place by a location", { vertex_ai_location: ".." }],
    ["another place by escaped dots", { vertex_project: ".%2E" }],
  ])("does not take the deployment's key to %s", async (_, more) => {
    const { gateway, provider } = await started();
    const response = await ask(gateway, "/v1/chat/completions", { body: { ...HELLO, ...more } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("would send the deployment's credentials elsewhere");
    expect(provider.asked).toHaveLength(0);
  });

  it("may name the provider it goes to anyway", async () => {
    const { gateway, provider } = await started();
    await ask(gateway, "/v1/chat/completions", { body: { ...HELLO, custom_llm_provider: "openai", num_retries: 0 } });
    expect(provider.asked).toHaveLength(1);
  });
});
