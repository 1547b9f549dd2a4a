import { describe, expect, it } from "vitest";
import { hostOf, matchesHost } from "./matches-host.ts";

describe("a base URL", () => {
  it.each([
    ["https://api.example/v1", "api.example/v1"],
    ["https://API.example:443/v1/", "https://api.example/v1"],
    ["http://user:pass@api.example/v1/more?x=1", "api.example/v1"],
    ["api.example", "api.example"],
  ])("%s lies at %s", (base, known) => {
    expect(matchesHost(base, known)).toBe(true);
  });

  it.each([
    ["https://evil.example/api.example/v1", "api.example/v1"],
    ["https://api.example.evil/v1", "api.example/v1"],
    ["https://api.example@evil.example/v1", "api.example/v1"],
    ["https://api.example/v10", "api.example/v1"],
    ["", "api.example"],
  ])("%s does not lie at %s", (base, known) => {
    expect(matchesHost(base, known)).toBe(false);
  });

  it("shows its host in lower case, an IPv6 address without brackets", () => {
    expect([hostOf("https://[::1]:8080/v1"), hostOf("HTTPS://Api.Example"), hostOf("")]).toEqual([
      "::1",
      "api.example",
      "",
    ]);
  });
});
