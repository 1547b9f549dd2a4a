import { describe, expect, it } from "vitest";
import { isResent, resendDelay, retryAfter } from "./backoff.ts";

const NOW = 1_700_000_000;

function head(status: number, ...headers: readonly (readonly [string, string])[]) {
  return { status, headers };
}

describe("retryAfter", () => {
  it("reads milliseconds before seconds", () => {
    expect(retryAfter(head(429, ["Retry-After", "7"], ["retry-after-ms", "1500"]), NOW)).toBe(1.5);
  });

  it("reads seconds, fractions included", () => {
    expect(retryAfter(head(429, ["retry-after", "2.5"]), NOW)).toBe(2.5);
  });

  it("reads an HTTP date as the seconds until then", () => {
    expect(retryAfter(head(503, ["retry-after", "Tue, 14 Nov 2023 22:13:50 GMT"]), NOW)).toBe(30);
    expect(retryAfter(head(503, ["retry-after", "Thu, 29 Feb 2024 00:00:00 GMT"]), NOW)).toBe(1_709_164_800 - NOW);
  });

  it("knows nothing from an absent or unreadable header", () => {
    expect(retryAfter(head(429), NOW)).toBeUndefined();
    expect(retryAfter(head(429, ["retry-after", "soon"]), NOW)).toBeUndefined();
  });
});

describe("isResent", () => {
  it.each([408, 409, 429, 500, 503, 529])("sends again after %i", (status) =>
    expect(isResent(head(status), NOW)).toBe(true),
  );
  it.each([400, 401, 403, 404, 422])("does not send again after %i", (status) =>
    expect(isResent(head(status), NOW)).toBe(false),
  );

  it("obeys x-should-retry over the status", () => {
    expect(isResent(head(400, ["x-should-retry", "true"]), NOW)).toBe(true);
    expect(isResent(head(500, ["x-should-retry", "false"]), NOW)).toBe(false);
  });

  it("gives up when the server asks for more than two minutes", () => {
    expect(isResent(head(429, ["retry-after", "121"]), NOW)).toBe(false);
  });
});

describe("delays", () => {
  const seed = "00112233445566778899aabbccddeeff";

  it("doubles from half a second up to eight, less up to a quarter", () => {
    [0.5, 1, 2, 4, 8, 8].forEach((seconds, n) => {
      const delay = resendDelay(n, { head: undefined, now: NOW, seed });
      expect(delay).toBeLessThanOrEqual(seconds * 1000);
      expect(delay).toBeGreaterThan(seconds * 750);
    });
  });

  it("takes the server's word for the wait", () => {
    expect(resendDelay(3, { head: head(429, ["retry-after", "12"]), now: NOW, seed })).toBe(12_000);
  });
});
