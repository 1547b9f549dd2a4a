import { describe, expect, test } from "vitest";
import type { Adapter } from "../adapter.ts";
import { float } from "../json/index.ts";
import { Secret } from "../secret.ts";
import { done } from "../step.ts";
import type { ProviderDirectory, ProviderEntry } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";
import { ocrFront } from "./ocr.ts";

const acme: Adapter<"ocr"> = {
  route: "ocr",
  provider: "acme",
  connection: {
    key: { settings: [], env: [] },
    base: { settings: [], env: [] },
    options: { region: { args: ["acme_region", "region"], env: [] } },
    secrets: { acme_secret: { env: [] } },
  },
  resends: false,
  supported: () => ["pages", "table_format", "id"],
  needs: () => ({}),
  prepare: () => done({}),
  parse: () => done({}),
  fault: () => done({}),
};

function entry(provider: string, label?: string) {
  return { provider, ...(label !== undefined && { label }) } as ProviderEntry;
}

const entries = [entry("acme", "Acme"), entry("other", "Other"), entry("bare")];

const providers = {
  entries,
  find: (provider) => entries.find((it) => it.provider === provider),
  bare: () => undefined,
  hosts: [{ url: "api.acme.example/v1", provider: "acme", key: { env: ["ACME_KEY"], isFirst: true } }],
  unknown: (model) => `whose is ${model}?`,
} satisfies Partial<ProviderDirectory> as Partial<ProviderDirectory> as ProviderDirectory;

const world: World = {
  settings: {},
  env: { ACME_KEY: new Secret("ACME_KEY", "env") },
  providers,
  find: (route, provider) => (route === "ocr" && provider === "acme" ? (acme as never) : undefined),
  fronts: {},
  bridges: [],
};

const PDF = { type: "document_url", document_url: "https://doc.example/a.pdf" };

function read(kwargs: Kwargs, given = {}) {
  return ocrFront.read({ model: "acme/m", document: PDF, ...kwargs }, given, world);
}

function refused(kwargs: Kwargs, given = {}): readonly unknown[] {
  const reading = read(kwargs, given);
  if (reading.read !== "refused") throw new Error("it was read");
  const { kind, status, message, provider, model, origin } = reading.fault;
  expect(origin).toBe("caller");
  return [kind, status, message, provider, model];
}

function documentOf(kwargs: Kwargs, given = {}) {
  const reading = read(kwargs, given);
  if (reading.read !== "call") throw new Error("it was not read");
  return reading.input.document;
}

describe("a call of ocr", () => {
  test("is read with its document as it is, the parameters in the adapter's order, and what was dropped", () => {
    const kwargs = { id: null, table_format: undefined, pages: [1], foo: 1, num_retries: 2, metadata: {}, timeout: 3 };
    expect(read({ ...kwargs, api_base: "https://x.example", extra_headers: { B: "1", A: "2" } })).toMatchObject({
      read: "call",
      model: "m",
      requestedModel: "acme/m",
      base: "https://x.example",
      timeout: 3,
      headers: [
        ["B", "1"],
        ["A", "2"],
      ],
      input: { document: PDF, params: { pages: [1], id: null }, native: false },
      losses: [
        { pointer: "/foo", action: "dropped" },
        { pointer: "/num_retries", action: "dropped" },
      ],
    });
  });

  test("takes a key that goes with the address before its own", () => {
    const own = new Secret("api_key", "own");
    const known = read({ model: "m", api_base: "https://api.acme.example/v1", api_key: own });
    expect(known).toMatchObject({ key: { name: "ACME_KEY" } });
    expect(read({ api_key: own })).toMatchObject({ key: own });
    expect(read({ api_key: "" })).toMatchObject({ key: { name: "api_key" } });
    expect(read({})).not.toHaveProperty("key");
  });

  test("goes where the adapter's own arguments say, which are no parameters", () => {
    const acme_secret = new Secret("acme_secret", "s");
    expect(read({ region: "b", acme_region: "a", acme_secret })).toMatchObject({
      options: { region: "a" },
      secrets: { acme_secret },
      losses: [],
    });
    expect(read({ region: "b", acme_region: "" })).toMatchObject({ options: { region: "b" }, secrets: {} });
    expect(refused({ region: 5 })[2]).toBe(
      "litellm.APIConnectionError: APIConnectionError: AcmeException - region: Input should be a valid string",
    );
  });

  test("wants the provider's own reply only by that name", () => {
    expect(read({ req_format: "native" })).toMatchObject({ input: { native: true } });
    expect(read({ req_format: "litellm" })).toMatchObject({ input: { native: false } });
    expect(refused({ req_format: "it's" })).toEqual([
      "UnsupportedParamsError",
      400,
      `litellm.UnsupportedParamsError: Invalid \`req_format\`: "it's". Expected one of litellm, native.`,
      "acme",
      "m",
    ]);
  });

  test("with a timeout that is none waits as long as REQUEST_TIMEOUT says", () => {
    const timed = { ...world, env: { REQUEST_TIMEOUT: "7.5" } };
    expect(ocrFront.read({ model: "acme/m", document: PDF, timeout: 0 }, {}, timed)).toMatchObject({ timeout: 7.5 });
    expect(read({ timeout: "2" })).toMatchObject({ timeout: 2 });
    expect(read({ timeout: "soon" })).not.toHaveProperty("timeout");
  });

  test("changes nothing it was given", () => {
    const document = Object.freeze({
      type: "document_url",
      document_url: "https://x.example",
      extra: Object.freeze([1]),
    });
    const kwargs = Object.freeze({ document, pages: Object.freeze([1]), extra_headers: Object.freeze({ A: "1" }) });
    expect(read(kwargs)).toMatchObject({ input: { document: { extra: [1] } } });
  });
});

describe("a document", () => {
  test.each([
    [undefined, "ocr() missing 1 required positional argument: 'document'", ""],
    [null, "document must be a dict with 'type' and URL/file field", "acme"],
    ["a.pdf", "document must be a dict with 'type' and URL/file field", "acme"],
    [[], "document must be a dict with 'type' and URL/file field", "acme"],
    [float(1), "document must be a dict with 'type' and URL/file field", "acme"],
    [new Date(0), "document must be a dict with 'type' and URL/file field", "acme"],
    [{}, "Invalid document type: None. Must be 'document_url', 'image_url', or 'file'", "acme"],
    [{ type: ["a"] }, "Invalid document type: ['a']. Must be 'document_url', 'image_url', or 'file'", "acme"],
    [{ type: "image_url" }, "Document URL is required", "acme"],
    [{ type: "image_url", image_url: {} }, "Document URL is required", "acme"],
    [{ type: "document_url", document_url: 0 }, "Document URL is required", "acme"],
    [{ type: "document_url", document_url: "x", more: () => 1 }, "document/more: a function has no JSON form", "acme"],
  ])("%j is refused", (document, text, provider) => {
    expect(refused({ document })).toEqual([
      "BadRequestError",
      400,
      `litellm.BadRequestError: ${text}`,
      provider,
      "acme/m",
    ]);
  });

  test.each([
    [{}, "document with type='file' must include a 'file' field containing a pathlib.Path, file-like object, or bytes"],
    [{ file: "/etc/passwd" }, /^OCR file input does not accept bare str values\./],
    [{ file: { path: "/etc/passwd" } }, /^Unsupported file input type: <class 'dict'>\./],
    [{ file: [1] }, /^Unsupported file input type: <class 'list'>\./],
    [{ file: 1.5 }, /^Unsupported file input type: <class 'float'>\./],
    [{ file: new Uint8Array() }, "File is empty or could not be read"],
    [{ file: Uint8Array.of(1), mime_type: "pdf" }, "Invalid MIME type: pdf"],
    [{ file: Uint8Array.of(1), mime_type: null }, "expected string or bytes-like object, got 'NoneType'"],
  ])("that is a file, but %j, is refused", (file, text) => {
    const prefix = "litellm.APIConnectionError: APIConnectionError: AcmeException - ";
    const [kind, status, message, provider, model] = refused({ document: { type: "file", ...file } });
    expect([kind, status, provider, model]).toEqual(["APIConnectionError", 500, "acme", "m"]);
    expect(String(message).slice(0, prefix.length)).toBe(prefix);
    expect(String(message).slice(prefix.length)).toMatch(text);
  });

  test("in bytes becomes a data URI of the type the caller states", () => {
    const file = Uint8Array.of(1, 2, 3);
    expect(documentOf({ document: { type: "file", file } })).toEqual({
      type: "document_url",
      document_url: "data:application/octet-stream;base64,AQID",
    });
    expect(documentOf({ document: { type: "file", file, mime_type: "image/png", document_name: "a" } })).toEqual({
      type: "image_url",
      image_url: "data:image/png;base64,AQID",
    });
  });

  test("that is a file tells what of it is not sent", () => {
    const document = { type: "file", file: Uint8Array.of(1), document_name: "a.pdf", note: undefined };
    expect(read({ document })).toMatchObject({ losses: [{ pointer: "/document/document_name", action: "dropped" }] });
  });

  test("only the host can read is asked of it, and typed by its name, else as the host says", () => {
    class Opened {}
    const document = { type: "file", file: new Opened() };
    expect(ocrFront.needs({ document })).toEqual({
      file: { need: "bytes", source: { from: "file", file: document.file, parameter: "document.file" } },
    });
    const file = { bytes: Uint8Array.of(1) };
    const uri = (supplied: object): unknown =>
      Object.values(documentOf({ document }, { file: { ...file, ...supplied } }))[1];
    expect(uri({ name: "Scan.PDF" })).toBe("data:application/pdf;base64,AQ==");
    expect(uri({ name: "scan.png", mediaType: "x/y" })).toBe("data:image/png;base64,AQ==");
    expect(uri({ name: "scan", mediaType: "x/y" })).toBe("data:x/y;base64,AQ==");
    expect(uri({ name: "" })).toBe("data:application/octet-stream;base64,AQ==");
    expect(uri({})).toBe("data:application/octet-stream;base64,AQ==");
  });

  test("that JSON could hold is never asked of the host", () => {
    for (const file of ["/etc/passwd", { path: "/etc/passwd" }, ["a"], 5, null, Uint8Array.of(1)])
      expect(ocrFront.needs({ document: { type: "file", file } })).toEqual({});
    expect(ocrFront.needs({ document: "a" })).toEqual({});
  });
});

describe("a model", () => {
  test("nobody claims is refused before anything is sent", () => {
    expect(refused({ model: "m" })).toEqual(["BadRequestError", 400, "litellm.BadRequestError: whose is m?", "", "m"]);
  });

  test("of a provider without OCR is refused, the provider named only if the caller did", () => {
    const text = "OCR is not supported for provider: other";
    expect(refused({ model: "other/m" })).toEqual([
      "APIConnectionError",
      500,
      `litellm.APIConnectionError: ${text}`,
      undefined,
      "other/m",
    ]);
    expect(refused({ model: "m", custom_llm_provider: "other" })).toEqual([
      "APIConnectionError",
      500,
      `litellm.APIConnectionError: APIConnectionError: OtherException - ${text}`,
      "other",
      "m",
    ]);
  });

  test("is known by its beginning where a file cannot be read", () => {
    const document = { type: "file" };
    expect(refused({ model: "acme-ocr-latest", document })[3]).toBe("acme");
    expect(refused({ model: "m", document })[3]).toBeUndefined();
  });

  test("that is no text is refused", () => {
    expect(refused({ model: null })[0]).toBe("BadRequestError");
    expect(refused({ model: 5 })[0]).toBe("BadRequestError");
  });
});

test("a provider LiteLLM does not name before it knows the model is not named", () => {
  const anonymous: World = { ...world, providers: { ...providers, ocr: { anonymous: ["acme"] } } };
  const refusal = ocrFront.read({ model: "acme/m", document: { type: "file" } }, {}, anonymous);
  expect(refusal).toMatchObject({ read: "refused", fault: { model: "acme/m" } });
  expect(refusal.read === "refused" && refusal.fault.provider).toBeUndefined();
});

describe("headers", () => {
  test.each([
    [["a"], "APIConnectionError", "'list' object is not a mapping"],
    ["a", "APIConnectionError", "'str' object is not a mapping"],
    [{ A: 5 }, "InternalServerError", "Header value must be str or bytes, not <class 'int'>"],
    [{ A: null }, "InternalServerError", "Header value must be str or bytes, not <class 'NoneType'>"],
  ])("%j are refused", (extra_headers, kind, text) => {
    expect(refused({ extra_headers })).toEqual([
      kind,
      500,
      `litellm.${kind}: ${kind}: AcmeException - ${text}`,
      "acme",
      "m",
    ]);
  });

  test("that are none, or undefined, are not sent", () => {
    for (const extra_headers of [undefined, null, {}, [], "", { A: undefined }])
      expect(read({ extra_headers })).toMatchObject({ headers: [] });
  });
});
