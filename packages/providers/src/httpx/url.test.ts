import { expect, test } from "vitest";
import { httpxUrl } from "./url.ts";

test.each([
  ["https://p.example/v1/ocr", "https://p.example/v1/ocr"],
  ["HTTPS://P.Example/V1/ocr", "https://p.example/V1/ocr"],
  ["https://p.example:443/v1", "https://p.example/v1"],
  ["http://localhost:8080/v1", "http://localhost:8080/v1"],
  ["https://p.example//v1", "https://p.example//v1"],
  ["https://p.example/a b/v1", "https://p.example/a%20b/v1"],
  ["https://p.example/é😀/v1", "https://p.example/%C3%A9%F0%9F%98%80/v1"],
  ["https://p.example/%7e/%2F/%/v1", "https://p.example/%7e/%2F/%/v1"],
  ['https://p.example/[x]|^`{}<>"/v1', "https://p.example/[x]|^%60%7B%7D%3C%3E%22/v1"],
  ["https://p.example/a/../v1/./ocr", "https://p.example/v1/ocr"],
  ["https://p.example/../../v1", "https://p.example/v1"],
  ["https://p.example/v1?x=1/v1 é`{}|/ocr", "https://p.example/v1?x=1/v1%20%C3%A9`{}|/ocr"],
  ["https://p.example/v1#f/v1", "https://p.example/v1#f/v1"],
  ["https://u:P@P.example/v1", "https://u:P@p.example/v1"],
  ["p.example/v1", "p.example/v1"],
])("%s goes out as %s", (given, written) => {
  expect(httpxUrl(given)).toBe(written);
});
