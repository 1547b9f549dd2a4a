import { expect, test } from "vitest";
import { multipartLikeness } from "./multipart.ts";

function form(boundary: string, content: string): { readonly type: string; readonly body: string } {
  const head = 'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf';
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: `--${boundary}\r\n${head}\r\n\r\n${content}\r\n--${boundary}--\r\n`,
  };
}

test("forms that part only in their boundary are the same bytes", () => {
  expect(multipartLikeness(form("0000", "x\r\n\r\ny"), form("abc", "x\r\n\r\ny"))).toEqual({ degree: "L2" });
});

test("another content, another head and another number of parts are differences", () => {
  expect(multipartLikeness(form("0", "x"), form("0", "y"))).toEqual({ degree: "differs", path: "/parts/0" });
  const renamed = { ...form("0", "x"), body: form("0", "x").body.replace("a.pdf", "b.pdf") };
  expect(multipartLikeness(form("0", "x"), renamed)).toEqual({ degree: "differs", path: "/parts/0" });
  const empty = { type: form("0", "").type, body: "--0--\r\n" };
  expect(multipartLikeness(form("0", "x"), empty)).toEqual({ degree: "differs", path: "/parts/length" });
});
