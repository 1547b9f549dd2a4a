import { expect, it } from "vitest";
import { isCredentialHeader } from "./credential-header.ts";

it.each([
  "Authorization",
  "Proxy-Authorization",
  "cf-aig-authorization",
  "Helicone-Auth",
  "X-Auth",
  "Cookie",
  "api-key",
  "apikey",
  "x-api-key",
  "Ocp-Apim-Subscription-Key",
  "x-functions-key",
  "x-goog-api-key",
  "X-Auth-Token",
  "X-Amz-Security-Token",
  "accesstoken",
  "CF-Access-Client-Secret",
  "X-Credentials",
  "password",
])("%s holds a credential", (name) => {
  expect(isCredentialHeader(name, "abc")).toBe(true);
});

it.each(["Bearer abc", "basic dXNlcjpwYXNz", "Token abc"])("a value of a scheme is a credential: %s", (value) => {
  expect(isCredentialHeader("x-session", value)).toBe(true);
});

it.each([
  "Content-Type",
  "Idempotency-Key",
  "OpenAI-Organization",
  "OpenAI-Beta",
  "X-Request-Id",
  "X-Author",
  "X-Monkey",
  "x-ratelimit-remaining-tokens",
])("%s holds none", (name) => {
  expect(isCredentialHeader(name, "abc")).toBe(false);
});
