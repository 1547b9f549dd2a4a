import { expect, it } from "vitest";
import { isWithin, joinUrl } from "./request-url.ts";

it.each([
  ["https://a.example/v1", "https://a.example/v1/chat/completions"],
  ["https://a.example/v1/", "https://a.example/v1/chat/completions"],
  ["https://q.example/v1?api-version=1", "https://q.example/v1?api-version=1/chat/completions"],
  ["https://q.example/v1#frag", "https://q.example/v1/chat/completions#frag"],
  ["HTTPS://Example.COM:443/V1//", "https://example.com/V1//chat/completions"],
  ["https://q.example/v 1/ü/x/../y", "https://q.example/v%201/%C3%BC/y/chat/completions"],
])("joins the route to %s as the OpenAI SDK does", (base, url) => {
  expect(joinUrl(base, "chat/completions")).toBe(url);
});

it.each(["localhost:8000", " https://q.example", "ftp://a.example", ""])("finds no address in %j", (base) => {
  expect(joinUrl(base, "chat/completions")).toBeUndefined();
});

it("tells a host below a domain from one that merely ends like it", () => {
  expect(isWithin("https://eu.api.example.com/v1", "example.com")).toBe(true);
  expect(isWithin("https://notexample.com/v1", "example.com")).toBe(false);
});
