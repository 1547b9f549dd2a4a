import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { failureOf, got, plan, testHost } from "./test/sending.ts";
import { bodyOf, serve, type TestServer } from "./test/servers.ts";

async function echoing(): Promise<TestServer> {
  return serve(async (request, response) => {
    const body = (await bodyOf(request)).toString("latin1");
    const { "content-type": type, "content-length": length } = request.headers;
    response.end(JSON.stringify({ type, length, body }));
  });
}

async function file(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "page.pdf"), content);
  return join(folder, "page.pdf");
}

async function sentBody(
  body: NonNullable<Parameters<typeof plan>[1]>["body"],
): Promise<{ type: string; length?: string; body: string }> {
  const server = await echoing();
  const answer = await got(testHost().send(plan(server.origin, { body: body ?? { body: "text", text: "" } })));
  return JSON.parse("body" in answer ? answer.body : "{}");
}

describe("an upload", () => {
  it("of a blob is streamed with its type, and its size where it has one", async () => {
    const path = await file("pdf-bytes");
    const sources: readonly (readonly [unknown, string | undefined])[] = [
      [pathToFileURL(path), "9"],
      [new Blob(["pdf-bytes"]), "9"],
      [Buffer.from("pdf-bytes"), "9"],
      [Readable.from([Buffer.from("pdf-"), Buffer.from("bytes")]), undefined],
      [new Blob(["pdf-bytes"]).stream(), undefined],
    ];
    for (const [blob, length] of sources) {
      const seen = await sentBody({ body: "blob", blob: { blob, mediaType: "application/pdf" } });
      expect(seen).toEqual({ type: "application/pdf", body: "pdf-bytes", ...(length !== undefined && { length }) });
    }
  });

  it("in parts keeps their order, names, types and bytes, and tells its length", async () => {
    const path = await file("pdf-bytes");
    const seen = await sentBody({
      body: "multipart",
      parts: [
        { name: "purpose", content: "ocr" },
        { name: "raw", content: Uint8Array.of(0xff, 0x00) },
        { name: "file", filename: 'a "b".pdf', content: { blob: pathToFileURL(path), mediaType: "application/pdf" } },
      ],
    });
    const boundary = /^multipart\/form-data; boundary=(lintel-[0-9a-f-]+)$/.exec(seen.type)?.[1];
    expect(seen.body).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="purpose"',
        "",
        "ocr",
        `--${boundary}`,
        'Content-Disposition: form-data; name="raw"',
        "",
        "\u00ff\u0000",
        `--${boundary}`,
        'Content-Disposition: form-data; name="file"; filename="a %22b%22.pdf"',
        "Content-Type: application/pdf",
        "",
        "pdf-bytes",
        `--${boundary}--`,
        "",
      ].join("\r\n"),
    );
    expect(Number(seen.length)).toBe(seen.body.length);
  });

  it("larger than what the host allows is not begun", async () => {
    const server = await echoing();
    const blob = { blob: new Blob(["123456"]), mediaType: "application/pdf" };
    const failure = await failureOf(
      testHost({ files: { maxBytes: 5 } }).send(plan(server.origin, { body: { body: "blob", blob } })),
    );
    expect(failure).toEqual({ kind: "policy", message: "the file of 6 bytes exceeds the limit of 5 bytes" });
    expect(server.sockets).toHaveLength(0);
  });

  it("whose stream fails midway breaks the request and names the cause", async () => {
    const server = await echoing();
    const blob = Readable.from(
      (async function* () {
        yield Buffer.from("half");
        throw new Error("the disk is gone");
      })(),
    );
    const failure = await failureOf(
      testHost().send(plan(server.origin, { body: { body: "blob", blob: { blob, mediaType: "application/pdf" } } })),
    );
    expect(failure.message).toContain("the disk is gone");
  });

  it("that can be read only once is not redirected", async () => {
    const server = await serve((request, response) => {
      request.resume().on("end", () => response.writeHead(307, { location: "/again" }).end());
    });
    const blob = { blob: Readable.from([Buffer.from("x")]), mediaType: "text/plain" };
    const failure = await failureOf(testHost().send(plan(server.origin, { body: { body: "blob", blob } })));
    expect(failure).toMatchObject({ kind: "policy", message: expect.stringContaining("read twice") });
  });
});
