import type { Fault, FaultKind } from "@lintel/core";
import { describe, expect, it } from "vitest";
import type { CallRecord } from "../observe/record.ts";
import { ask, configOf, deployment, MASTER_KEY, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";
import { mayRetry, retryDelay } from "./retry.ts";
import { policyRetries } from "./retry-policy.ts";

function fault(status: number, kind: FaultKind = "APIError"): Fault {
  return { origin: "provider", kind, status, message: "no" };
}

describe("another attempt", () => {
  it("is made of what may pass, and of a wrong key where there are other deployments", () => {
    const statuses = [400, 404, 408, 409, 422, 429, 500, 503];
    expect(statuses.filter((status) => mayRetry(fault(status), 1))).toEqual([408, 409, 429, 500, 503]);
    const refused = [fault(401, "AuthenticationError"), fault(403, "PermissionDeniedError")];
    expect(refused.map((one) => [mayRetry(one, 1), mayRetry(one, 2)])).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  it("is made of a refusal that is none of LiteLLM's classes for wrong keys", () => {
    expect([401, 403].map((status) => mayRetry(fault(status), 1))).toEqual([true, true]);
  });

  it("waits longer each time, or as long as the provider says, and not at all where others can be asked", () => {
    const waiting = { retried: 0, deployments: 1, router: {}, random: () => 0 };
    const delays = [0, 1, 2, 9].map((retried) => retryDelay(fault(500), { ...waiting, retried }));
    expect(delays).toEqual([500, 1000, 2000, 8000]);
    expect(retryDelay({ ...fault(429), retryAfterMs: 3000 }, waiting)).toBe(3000);
    expect(retryDelay({ ...fault(429), retryAfterMs: 61_000 }, waiting)).toBe(500);
    expect(retryDelay(fault(500), { ...waiting, deployments: 2 })).toBe(0);
  });

  it("is a policy's to decide, the group's before the router's, by the nearest class of the failure", () => {
    const router = { retryPolicy: { BadRequestErrorRetries: 3 }, groupRetryPolicy: { special: { DefaultRetries: 1 } } };
    const asked = { router, group: "any", given: {} };
    expect(policyRetries(fault(400, "ContextWindowExceededError"), asked)).toBe(3);
    expect(policyRetries(fault(500), asked)).toBeUndefined();
    expect(policyRetries(fault(500), { ...asked, group: "special" })).toBe(1);
    const patient = { ...asked, router: { retryPolicy: { TimeoutErrorRetries: 4 } } };
    expect(policyRetries(fault(408, "Timeout"), patient)).toBe(4);
    expect(policyRetries(fault(400, "BadRequestError"), { ...asked, given: { num_retries: 0 } })).toBeUndefined();
  });

  it("is not waited for by a caller who has gone, and asked for twenty times at the most", async () => {
    const { url, asked } = await upstream(json({ error: { message: "busy", type: "x" } }, { status: 503 }));
    const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${url}/v1` };
    const records: CallRecord[] = [];
    const gateway = await running(configOf([deployment("fast", params)]), {
      observers: [{ ended: (record) => void records.push(record) }],
    });
    const body = JSON.stringify({ model: "fast", messages: [{ role: "user", content: "Hi" }] });
    const headers = { authorization: `Bearer ${MASTER_KEY}`, "x-litellm-num-retries": "1000" };
    const gone = AbortSignal.timeout(300);
    const sent = fetch(`${gateway.url}/v1/chat/completions`, { method: "POST", headers, body, signal: gone });
    await expect(sent).rejects.toThrow();
    await expect.poll(() => records.length).toBe(1);
    expect([asked.length, records[0]?.attempts]).toEqual([1, 1]);
    const both = [deployment("two", params), { ...deployment("two", params), id: "other" }];
    const eager = await running(configOf(both));
    await ask(eager, "/v1/chat/completions", { body: { ...JSON.parse(body), model: "two", num_retries: 1000 } });
    expect(asked).toHaveLength(1 + 21);
  });

  it("follows a policy even for a wrong request", async () => {
    const { url, asked } = await upstream(json({ error: { message: "no", type: "x" } }, { status: 400 }));
    const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${url}/v1` };
    const config = configOf([deployment("fast", params)], { router: { retryPolicy: { BadRequestErrorRetries: 1 } } });
    const gateway = await running(config);
    const body = { model: "fast", messages: [{ role: "user", content: "Hi" }] };
    expect((await ask(gateway, "/v1/chat/completions", { body })).status).toBe(400);
    expect(asked).toHaveLength(2);
  });
});

describe("default parameters of the router", () => {
  it("go over a deployment's and under a caller's", async () => {
    const { url, asked } = await upstream(json({ error: { message: "no", type: "x" } }, { status: 400 }));
    const params = { model: "openai/gpt-4o-mini", api_key: "sk-upstream", api_base: `${url}/v1`, top_p: 0.1 };
    const router = { defaultParams: { top_p: 0.2, temperature: 0.3 } };
    const gateway = await running(configOf([deployment("fast", params)], { router }));
    const body = { model: "fast", messages: [{ role: "user", content: "Hi" }], temperature: 0.4 };
    await ask(gateway, "/v1/chat/completions", { body });
    expect(JSON.parse(asked[0]?.text ?? "")).toMatchObject({ top_p: 0.2, temperature: 0.4 });
  });
});
