import { expect, test } from "vitest";
import { mediaTypeOfName } from "./media-type-of-name.ts";

test.each([
  ["a.pdf", "application/pdf"],
  ["/tmp/dir.d/Scan.PDF", "application/pdf"],
  ["photo.jpeg", "image/jpeg"],
  ["photo.JPG", "image/jpeg"],
  ["a.tif", "image/tiff"],
  ["a.webp", "image/webp"],
  ["a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["a.csv", "text/csv"],
  ["a.pdf.gz", "application/pdf"],
  ["a.svgz", "image/svg+xml"],
  ["a.tgz", "application/x-tar"],
  ["..a.png", "image/png"],
])("%s is %s", (name, mediaType) => {
  expect(mediaTypeOfName(name)).toBe(mediaType);
});

test.each(["", "pdf", ".pdf", "..pdf", "a.", "a.unknown", "a.pdf/b", "a.pdf.GZ", "a.gz", "a.__proto__"])(
  "the name %j tells nothing",
  (name) => {
    expect(mediaTypeOfName(name)).toBeUndefined();
  },
);
