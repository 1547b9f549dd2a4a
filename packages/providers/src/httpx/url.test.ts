import { expect, test } from "vitest";
import { httpxUrl, originProblem, pollUrl, quote, urlError, withPath } from "./index.ts";

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

test.each([
  ["https://p.example/a%20b/%7Ex/", "https://p.example/a%20b/~x/new"],
  ["https://p.example", "https://p.example/new"],
  ["HTTPS://P.example:443/x?a=b c#f", "https://p.example/x/new?a=b%20c#f"],
  ["https://p.example/%3F/%C3%A9", "https://p.example/%3F/%C3%A9/new"],
  ["p.example/x", undefined],
])("%s with another path is %s", (given, written) => {
  expect(withPath(given, (path) => `${path}/new`)).toBe(written);
});

test.each([
  ["https://p.example/op?a=b%20c&a=d", "https://p.example/op?a=d"],
  ["https://p.example/a b?x=y z&empty=&plus=a+b#f", "https://p.example/a%20b?x=y+z&plus=a+b#f"],
  ["https://p.example/op?empty=", "https://p.example/op"],
  ["https://P.example:443/op", "https://p.example/op"],
])("%s is asked as %s", (given, written) => {
  expect(pollUrl(given)).toBe(written);
});

test.each([
  ["https://a.example/1", undefined],
  ["https://A.example:443/1", undefined],
  ["https://a.example./1", undefined],
  ["https://u:p@a.example/1", undefined],
  ["ftp://a.example/1", "URL scheme is not allowed"],
  ["/1", "URL scheme is not allowed"],
  ["http://a.example/1", "Origin mismatch on scheme"],
  ["https://a.example@b.example/1", "Origin mismatch on host"],
  ["https://a.example.b.example/1", "Origin mismatch on host"],
  ["https:///1", "Origin mismatch on host"],
  ["https://a.example:444/1", "Origin mismatch on port"],
])("%s beside https://a.example: %s", (url, problem) => {
  expect(originProblem(url, "https://a.example/x")).toBe(problem);
});

test("a URL with a control character is refused in httpx's words", () => {
  expect(urlError("https://p.example/é")).toBeUndefined();
  expect(urlError("https://p.example/a\n")).toBe("Invalid non-printable ASCII character in URL, '\\n' at position 19.");
});

test("a text is quoted as Python quotes it", () => {
  expect(quote("a b/é~.-_:1,2")).toBe("a%20b%2F%C3%A9~.-_%3A1%2C2");
  expect(quote("1-3,5", ",-")).toBe("1-3,5");
});
