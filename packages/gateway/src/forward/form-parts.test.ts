import { describe, expect, it } from "vitest";
import { formParts } from "./form-parts.ts";

const TYPE = 'multipart/form-data; boundary="cut here"';

function form(...parts: readonly string[]): Uint8Array {
  return Buffer.from(`${parts.map((part) => `--cut here\r\n${part}\r\n`).join("")}--cut here--\r\n`, "latin1");
}

function read(bytes: Uint8Array, type = TYPE) {
  const found = formParts(bytes, type);
  if (found.read === "refused") return found.reason;
  return found.parts.map(({ bytes: own, ...part }) => ({ ...part, text: Buffer.from(own).toString("latin1") }));
}

describe("the parts of a form", () => {
  it("are told by name, file's name and type, whatever bytes they hold", () => {
    const bytes = "\x00\xff--cut\r\n\r\n--cut her";
    const file = `Content-Type: image/png\r\ncontent-disposition: form-data; name="file"; filename="a \\"b\\".png"\r\n\r\n${bytes}`;
    const field = "content-disposition: form-data; name=model\r\n\r\nocr";
    expect(read(form(file, field))).toEqual([
      { name: "file", filename: 'a "b".png', type: "image/png", text: bytes },
      { name: "model", text: "ocr" },
    ]);
  });

  it("may be empty, and a file's name, too", () => {
    expect(read(form('content-disposition: form-data; name="file"; filename=""\r\n\r\n'))).toEqual([
      { name: "file", filename: "", text: "" },
    ]);
    expect(read(new Uint8Array(0))).toEqual([]);
  });

  it("are left out where they have no name, or no end", () => {
    const whole = form("content-disposition: form-data\r\n\r\na", 'content-disposition: form-data; name="b"\r\n\r\nc');
    expect(read(whole)).toEqual([{ name: "b", text: "c" }]);
    expect(read(whole.subarray(0, whole.length - 20))).toEqual([]);
  });

  it("are none where there is no boundary, or the body begins otherwise", () => {
    expect(read(form("a"), "multipart/form-data")).toBe("Missing boundary in multipart.");
    expect(read(Buffer.from('{"model":"ocr"}'))).toBe("Invalid multipart data.");
  });

  it("are so many fields and so many files at the most", () => {
    const [field, file] = [
      'content-disposition: form-data; name="a"\r\n\r\n',
      'content-disposition: form-data; name="a"; filename="b"\r\n\r\n',
    ];
    const many = (count: number, part: string): readonly string[] => Array.from({ length: count }, () => part);
    expect(read(form(...many(1000, field), ...many(1000, file)))).toHaveLength(2000);
    expect(read(form(...many(1001, field)))).toBe("Too many fields. Maximum number of fields is 1000.");
    expect(read(form(...many(1000, field), ...many(1001, file)))).toBe(
      "Too many files. Maximum number of files is 1000.",
    );
  });
});
