import fc from "fast-check";
import { expect, test } from "vitest";
import { dataUriBytes, parseDataUri, toDataUri } from "./data-uri.ts";

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("a built URI gives its bytes and media type back", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const text = toDataUri(bytes, "application/pdf");
      expect(parseDataUri(text)).toMatchObject({ mediaType: "application/pdf", isBase64: true, parameters: [] });
      expect(dataUriBytes(text)).toEqual(bytes);
    }),
    { numRuns: 1000 },
  );
});

test("parameters are kept apart from the media type", () => {
  expect(parseDataUri("data:text/plain;charset=utf-8;base64,eA==")).toEqual({
    mediaType: "text/plain",
    parameters: ["charset=utf-8"],
    isBase64: true,
    data: "eA==",
  });
});

test("scheme and base64 are recognised in any case", () => {
  expect(dataUriBytes("DATA:image/png;BASE64,eHk=")).toEqual(ascii("xy"));
});

test("text without base64 is percent-decoded, as fetch reads it", async () => {
  for (const text of ["data:,a%20b", "data:text/plain,%", "data:,%zz%41", "data:,100%", "data:,h%C3%A9", "data:,hé"]) {
    const fetched = new Uint8Array(await (await fetch(text)).arrayBuffer());
    expect(dataUriBytes(text), text).toEqual(fetched);
  }
});

test("anything else is no data URI", () => {
  for (const text of ["", "data:", "data:image/png;base64", "https://x.example/a,b", "xdata:,a"])
    expect(parseDataUri(text), text).toBeUndefined();
  expect(dataUriBytes("data:;base64,###")).toBeUndefined();
  expect(dataUriBytes("plain")).toBeUndefined();
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      dataUriBytes(`data:${text}`);
      dataUriBytes(`data:,${text}`);
    }),
    { numRuns: 1000 },
  );
});
