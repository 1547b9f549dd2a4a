import {
  type Adapter,
  bytes,
  type Call,
  done,
  type Fault,
  fail,
  fromBase64,
  headerValue,
  hostOf,
  type Plan,
  type Progress,
  parseDataUri,
  type Reply,
  run,
  type Step,
  secret,
} from "@lintel/core";
import { type Host, reveal, Secret } from "@lintel/core/host";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { describe, expect, test } from "vitest";
import { replyJson } from "../httpx/index.ts";

/** Two imaginary providers that the contract has to fit: one that answers later, one that wants the document first. */

const connection = { key: { settings: [], env: ["ACME_KEY"] }, base: { settings: [], env: [] } } as const;
const needs = { key: secret("ACME_KEY") };
const NO_SECRET = new Secret("ACME_KEY", "");

function broken(message: string, more: Partial<Fault> = {}): Step<never> {
  return fail({ origin: "provider", kind: "APIConnectionError", status: 500, message, provider: "acme", ...more });
}

function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? value[name] : undefined;
}

function json(reply: Reply): Json {
  const read = replyJson(reply);
  return read.ok ? read.value : null;
}

function linesOf(page: Json): string {
  const lines = member(page, "lines");
  return isArray(lines) ? lines.map((line) => String(member(line, "content"))).join("\n") : "";
}

// ---- one that answers later: 202, Operation-Location, Retry-After, then a status to ask for

type Polling = { readonly operation: string };

const FIRST_WAIT_MS = 2000;
const PATIENCE_MS = 120_000;

function poll(
  reply: Reply,
  { operation, key, target }: Polling & { readonly key: Secret; readonly target: Call["target"] },
): Step<Polling> {
  const seconds = Number(headerValue(reply, "retry-after") ?? Number.NaN);
  const isOwn = hostOf(operation) === hostOf(target.base ?? "");
  const plan: Plan = {
    method: "GET",
    url: operation,
    headers: isOwn ? [["X-Key", key]] : [],
    expect: "whole",
    timeouts: {},
  };
  return {
    step: "send",
    plan,
    state: { operation },
    afterMs: Number.isNaN(seconds) ? FIRST_WAIT_MS : seconds * 1000,
    deadline: { ms: PATIENCE_MS },
    progress: { state: String(member(json(reply), "status") ?? "accepted") },
  };
}

const later: Adapter<"ocr", typeof needs, Polling> = {
  route: "ocr",
  provider: "acme",
  connection,
  resends: false,
  supported: () => ["pages"],
  needs: () => needs,
  prepare({ input, target, model }, { key }) {
    if (key === undefined) return broken("no key", { origin: "caller" });
    const pages = typeof input.params.pages === "string" ? `&pages=${input.params.pages}` : "";
    const url = `${target.base}/models/${model}:analyze?api-version=1${pages}`;
    const body = `{"urlSource":"${String(input.document.document_url)}"}`;
    const headers = [["X-Key", key] as const];
    return {
      step: "send",
      plan: { method: "POST", url, headers, body: { body: "text", text: body }, expect: "whole", timeouts: {} },
    };
  },
  parse(reply, { call, given: { key = NO_SECRET }, state }) {
    if (state === undefined) {
      const operation = headerValue(reply, "operation-location");
      return operation === undefined
        ? broken("no Operation-Location")
        : poll(reply, { operation, key, target: call.target });
    }
    const answer = json(reply);
    const status = member(answer, "status");
    if (status === "running") return poll(reply, { operation: state.operation, key, target: call.target });
    if (status !== "succeeded") return broken(`analysis ${String(status)}`);
    const pages = member(member(answer, "analyzeResult"), "pages");
    return done({ pages: (isArray(pages) ? pages : []).map((page, index) => ({ index, markdown: linesOf(page) })) });
  },
  fault(failed, { state }) {
    if (failed.from === "transport") return broken(failed.failure.message, { failure: failed.failure });
    return broken(`${state === undefined ? "submitting" : "polling"} met ${failed.reply.status}`, {
      status: failed.reply.status,
    });
  },
};

// ---- one that wants the document first: a multipart upload, then the call proper

const uploadNeeds = { ...needs, document: [bytes({ from: "url", url: "https://doc.example/a.pdf" })] } as const;
type Uploaded = { readonly exchange: "upload" } | { readonly exchange: "parse"; readonly fileId: string };

const uploading: Adapter<"ocr", typeof needs & { readonly document?: (typeof uploadNeeds)["document"] }, Uploaded> = {
  route: "ocr",
  provider: "acme",
  connection,
  resends: false,
  supported: () => ["formatting"],
  needs: ({ input }) => (String(input.document.document_url).startsWith("data:") ? needs : uploadNeeds),
  prepare({ input, target }, { key, document }) {
    if (key === undefined) return broken("no key", { origin: "caller" });
    const uri = parseDataUri(String(input.document.document_url));
    const content = document?.[0]?.bytes ?? (uri === undefined ? undefined : fromBase64(uri.data));
    if (content === undefined) return broken("no document", { origin: "caller", kind: "BadRequestError", status: 400 });
    const part = { name: "file", filename: "document", mediaType: uri?.mediaType ?? "application/pdf", content };
    return {
      step: "send",
      plan: {
        method: "POST",
        url: `${target.base}/upload`,
        headers: [["Authorization", ["Bearer ", key]]],
        body: { body: "multipart", parts: [part] },
        expect: "whole",
        timeouts: {},
      },
      state: { exchange: "upload" },
      losses: uri === undefined ? [] : [{ pointer: "/document/document_url", action: "converted", reason: "uploaded" }],
    };
  },
  parse(reply, { call: { target, input }, given: { key = NO_SECRET }, state }) {
    if (state?.exchange !== "upload") {
      const chunks = member(member(json(reply), "result"), "chunks");
      const markdown = (isArray(chunks) ? chunks : []).map((chunk) => String(member(chunk, "content"))).join("\n\n");
      return done({ pages: [{ index: 0, markdown }], file: state?.fileId ?? null });
    }
    const fileId = member(json(reply), "file_id");
    if (typeof fileId !== "string") return broken("the upload gave no file_id");
    const text = JSON.stringify({ input: fileId, ...input.params });
    return {
      step: "send",
      plan: {
        method: "POST",
        url: `${target.base}/parse`,
        headers: [["Authorization", ["Bearer ", key]]],
        body: { body: "text", text },
        expect: "whole",
        timeouts: {},
      },
      state: { exchange: "parse", fileId },
    };
  },
  fault(failed, { state }) {
    const where = state?.exchange ?? "nowhere";
    if (failed.from === "transport") return broken(`${where}: ${failed.failure.message}`, { failure: failed.failure });
    return broken(`${where}: ${failed.reply.status}`, { status: failed.reply.status });
  },
};

// ---- a host that plays replies, and the tests

interface Played {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly json: JsonObject;
}

function scripted(replies: readonly Played[]) {
  const sent: Plan[] = [];
  const waits: number[] = [];
  let now = 0;
  const host: Host = {
    async send(plan) {
      const reply = replies[sent.length];
      sent.push(plan);
      if (reply === undefined) return { sent: false, failure: { kind: "reset", message: "cut" } };
      const pieces = [new TextEncoder().encode(JSON.stringify(reply.json))];
      return {
        sent: true,
        head: { status: reply.status ?? 200, headers: reply.headers ?? [] },
        body: {
          async read() {
            const piece = pieces.shift();
            return piece === undefined ? { read: "end" } : { read: "bytes", bytes: piece };
          },
          cancel: () => undefined,
        },
      };
    },
    async supply(need) {
      const value = need.need === "bytes" ? { bytes: Uint8Array.of(1, 2, 3) } : undefined;
      return { supplied: true, value } as never;
    },
    async wait(ms) {
      waits.push(ms);
      now += ms;
    },
    now: () => now,
    id: () => "0".repeat(32),
  };
  return { host, sent, waits };
}

function ask(document_url: string, params: JsonObject = {}): Call<"ocr"> {
  return {
    route: "ocr",
    provider: "acme",
    model: "read",
    requestedModel: "acme/read",
    id: "0".repeat(32),
    now: 0,
    input: { document: { type: "document_url", document_url }, params, native: false },
    stream: false,
    target: {
      base: "https://acme.example",
      isDefault: false,
      headers: [],
      options: {},
      key: new Secret("api_key", "s3cret"),
    },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
  };
}

const accepted: Played = {
  status: 202,
  headers: [
    ["Operation-Location", "https://acme.example/operations/1"],
    ["Retry-After", "3"],
  ],
  json: {},
};
const running: Played = { json: { status: "running" } };
const succeeded: Played = {
  json: { status: "succeeded", analyzeResult: { pages: [{ lines: [{ content: "a" }, { content: "b" }] }] } },
};

describe("a provider that answers later", () => {
  test("is asked again after the wait it names, until it has the answer", async () => {
    const { host, sent, waits } = scripted([accepted, running, succeeded]);
    const told: Progress[] = [];
    const outcome = await run(host, later, ask("https://doc.example/a.pdf", { pages: "1-2" }), {
      progress: (progress) => told.push(progress),
    });
    expect(outcome).toMatchObject({ outcome: "value", value: { pages: [{ index: 0, markdown: "a\nb" }] } });
    expect(sent.map(({ method, url }) => `${method} ${reveal(url)}`)).toEqual([
      "POST https://acme.example/models/read:analyze?api-version=1&pages=1-2",
      "GET https://acme.example/operations/1",
      "GET https://acme.example/operations/1",
    ]);
    expect(waits).toEqual([3000, 2000]);
    expect(told).toEqual([{ state: "accepted" }, { state: "running" }]);
    expect(sent.every(({ headers }) => headers[0]?.[1] instanceof Secret)).toBe(true);
  });

  test("that never finishes is given up at the deadline", async () => {
    const { host, waits } = scripted([accepted, ...Array.from({ length: 200 }, () => running)]);
    const outcome = await run(host, later, ask("https://doc.example/a.pdf"));
    expect(outcome).toMatchObject({ outcome: "fault", fault: { kind: "Timeout", origin: "host" } });
    expect(waits.length).toBeLessThan(70);
  });

  test("that points elsewhere is asked there without the key", async () => {
    const elsewhere: Played = { ...accepted, headers: [["Operation-Location", "https://evil.example/1"]] };
    const { host, sent } = scripted([elsewhere, succeeded]);
    await run(host, later, ask("https://doc.example/a.pdf"));
    expect(sent[1]).toMatchObject({ url: "https://evil.example/1", headers: [] });
  });

  test("that fails is a fault that knows which exchange failed", async () => {
    const failing = await run(scripted([accepted, { json: { status: "failed" } }]).host, later, ask("x"));
    expect(failing).toMatchObject({ fault: { message: "analysis failed" } });
    const refused = await run(scripted([accepted, { status: 403, json: {} }]).host, later, ask("x"));
    expect(refused).toMatchObject({ fault: { message: "polling met 403", status: 403 } });
    const cut = await run(scripted([accepted]).host, later, ask("x"));
    expect(cut).toMatchObject({ fault: { failure: { kind: "reset" } } });
  });

  test("is not asked again once the caller has gone", async () => {
    const { host, sent } = scripted([accepted, running, succeeded]);
    const signal = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
    const outcome = await run(host, later, ask("x"), {
      signal,
      progress: () => {
        signal.aborted = true;
      },
    });
    expect(outcome.outcome).toBe("fault");
    expect(sent).toHaveLength(1);
  });
});

describe("a provider that wants the document first", () => {
  const parsed: Played = { json: { result: { chunks: [{ content: "a" }, { content: "b" }] } } };
  const uploaded: Played = { json: { file_id: "f1" } };

  test("gets it as a part, and then the call with the id it gave", async () => {
    const { host, sent } = scripted([uploaded, parsed]);
    const outcome = await run(host, uploading, ask("data:image/png;base64,eHk=", { formatting: { a: 1 } }));
    expect(outcome).toMatchObject({
      outcome: "value",
      value: { pages: [{ markdown: "a\n\nb" }], file: "f1" },
      losses: [{ pointer: "/document/document_url", action: "converted" }],
    });
    expect(sent[0]?.body).toEqual({
      body: "multipart",
      parts: [{ name: "file", filename: "document", mediaType: "image/png", content: Uint8Array.of(120, 121) }],
    });
    expect(sent[1]?.body).toEqual({ body: "text", text: '{"input":"f1","formatting":{"a":1}}' });
  });

  test("gets what the host fetched, where the document is only an address", async () => {
    const { host, sent } = scripted([uploaded, parsed]);
    await run(host, uploading, ask("https://doc.example/a.pdf"));
    expect(sent[0]?.body).toMatchObject({ parts: [{ content: Uint8Array.of(1, 2, 3) }] });
  });

  test("that refuses the upload is never sent the call", async () => {
    const { host, sent } = scripted([{ status: 413, json: {} }, parsed]);
    const outcome = await run(host, uploading, ask("data:image/png;base64,eHk="));
    expect(outcome).toMatchObject({ fault: { message: "upload: 413" } });
    expect(sent).toHaveLength(1);
  });
});
