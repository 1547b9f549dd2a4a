import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adapters } from "@lintel/providers";
import { describe, expect, it, onTestFinished } from "vitest";
import { readPages } from "./read-pages.ts";
import { serve } from "./server.ts";
import { pdf, png } from "./test/documents.ts";

const COMMAND = fileURLToPath(new URL("./command.ts", import.meta.url));
const PDF = pdf([["Statement of work", "Oak (2.40 m)"], ["Second page"]]);
const PNG = png({ width: 320, height: 200, text: "A lintel above a door" });

interface Ran {
  readonly code: number;
  readonly output: string;
}

function run(args: readonly string[], from = tmpdir()): Promise<Ran> {
  const env = { ...process.env, LINTEL_DEMO_FROM: from, NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, ["--conditions=@lintel/source", COMMAND, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` }),
    );
  });
}

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "lintel-"));
  onTestFinished(() => rm(made, { recursive: true }));
  await writeFile(join(made, "work.pdf"), PDF);
  await writeFile(join(made, "door.png"), PNG);
  return made;
}

function isServed(provider: string): boolean {
  return adapters.some((adapter) => adapter.route === "ocr" && adapter.provider === provider);
}

describe("the mock", () => {
  it("reads the pages of a PDF and of a PNG", () => {
    expect(readPages(PDF)).toEqual([
      { width: 612, height: 792, text: "Statement of work\nOak (2.40 m)" },
      { width: 612, height: 792, text: "Second page" },
    ]);
    expect(readPages(PNG)).toEqual([{ width: 320, height: 200, text: "A lintel above a door" }]);
    expect(readPages(Buffer.from("text"))).toHaveLength(1);
  });
});

describe("the demo of ocr()", () => {
  it("reads a PDF named from where its caller stands, and prints pages, usage, cost and losses", async () => {
    const { code, output } = await run(["ocr", "work.pdf"], await folder());
    expect(output).toMatch(/→ POST http:\/\/127\.0\.0\.1:\d+\/v1\/ocr/);
    expect(output).toMatch(/0 +1700x2200 +0 +Statement of work Oak \(2\.40 m\)\n +1 +1700x2200 +0 +Second page\n/);
    expect(output).toContain(`usage: pages_processed 2, doc_size_bytes ${PDF.length}`);
    expect(output).toMatch(/billed +quantity +each +cost\n +pages +2 +\$0\.004 +\$0\.008\n +total +\$0\.008\n/);
    expect(output).toContain("losses: none");
    expect(output).not.toContain("sk-demo");
    expect(code).toBe(0);
  });

  it("reads a PNG", async () => {
    const { code, output } = await run(["ocr", join(await folder(), "door.png")]);
    expect(output).toMatch(/0 +320x200 +0 +A lintel above a door\n/);
    expect(output).toContain(`usage: pages_processed 1, doc_size_bytes ${PNG.length}`);
    expect(code).toBe(0);
  });

  it("reads a document by its address, and says which host it lets in for it", async () => {
    const server = await serve((_, response) => void response.writeHead(200, { "content-type": "image/png" }).end(PNG));
    onTestFinished(() => server.close());
    const { code, output } = await run(["ocr", `${server.url}/door.png`]);
    expect(output).toContain(`documents: {"schemes":["https","http"],"allowHosts":["${new URL(server.url).host}"]}`);
    expect(output).toMatch(/0 +320x200 +0 +A lintel above a door\n/);
    expect(code).toBe(0);
  });

  it.skipIf(!isServed("azure_ai"))("polls Document Intelligence and shows how far it is", async () => {
    const { code, output } = await run(["ocr", "work.pdf", "--provider", "doc-intelligence"], await folder());
    expect(output).toMatch(/… notStarted \(\d/);
    expect(output).toMatch(/… running \(\d/);
    expect(output).toMatch(/0 +816x1056 .*Statement of work/);
    expect(code).toBe(0);
  });

  it.skipIf(!isServed("azure_ai"))("inlines a document that Azure cannot fetch", async () => {
    const server = await serve((_, response) => void response.writeHead(200, { "content-type": "image/png" }).end(PNG));
    onTestFinished(() => server.close());
    const { code, output } = await run(["ocr", `${server.url}/door.png`, "--provider", "azure_ai"]);
    expect(output).toContain("data:image/png;base64,");
    expect(output).toMatch(/0 +320x200 +0 +A lintel above a door\n/);
    expect(code).toBe(0);
  });

  it.skipIf(!isServed("reducto"))("uploads to Reducto, then parses", async () => {
    const { code, output } = await run(["ocr", "work.pdf", "--provider", "reducto"], await folder());
    expect(output).toMatch(/POST .*\/upload[\s\S]*\(an upload of \d+ characters\)[\s\S]*POST .*\/parse/);
    expect(output).toContain("usage: pages_processed 2, credits 2");
    expect(output).toMatch(/credits +2 +\$0\.015 +\$0\.03\n/);
    expect(code).toBe(0);
  });

  it.skipIf(!isServed("cohere"))("parses an image with Cohere", async () => {
    const { code, output } = await run(["ocr", "door.png", "--provider", "cohere"], await folder());
    expect(output).toMatch(/0 .*A lintel above a door/);
    expect(output).toMatch(/pages +1 +\$0\.0015 +\$0\.0015\n/);
    expect(code).toBe(0);
  });

  it.skipIf(!isServed("azure_ai"))("parses an image with Cohere on Azure", async () => {
    const { code, output } = await run(["ocr", "door.png", "--provider", "azure-cohere"], await folder());
    expect(output).toMatch(/POST .*\/providers\/cohere\/v2\/parse/);
    expect(output).toMatch(/0 .*A lintel above a door/);
    expect(code).toBe(0);
  });

  it.skipIf(!isServed("aws_textract"))("reads a PDF and a PNG with Amazon Textract, signed", async () => {
    const where = await folder();
    for (const file of ["work.pdf", "door.png"]) {
      const { code, output } = await run(["ocr", file, "--provider", "aws_textract"], where);
      expect(output).toContain("authorization: AWS4-HMAC-SHA256 ***");
      expect(output).toMatch(/0 .*(Statement of work|A lintel above a door)/);
      expect(output).toContain("no price per page is known of this model: nothing is billed");
      expect(output).not.toContain("sk-demo");
      expect(code).toBe(0);
    }
  });

  it.skipIf(!isServed("vertex_ai"))("reads with both of Vertex AI's services", async () => {
    for (const [provider, cost] of [
      ["vertex_ai", "0.0005"],
      ["deepseek", "0.0003"],
    ] as const) {
      const { code, output } = await run(["ocr", "door.png", "--provider", provider], await folder());
      expect(output).toMatch(/0 .*A lintel above a door/);
      expect(output).toContain(`$${cost}`);
      expect(code).toBe(0);
    }
  });

  it("tells a failure by its class and ends with it", async () => {
    const { code, output } = await run(["ocr", "missing.pdf"], await folder());
    expect(output).toMatch(/✗ \w+Error: .*File not found: .*missing\.pdf/);
    expect(code).toBe(1);
  });

  it("tells its usage where it is called otherwise", async () => {
    for (const args of [["ocr"], ["ocr", "a.pdf", "--provider", "nobody"], ["ocr", "a", "b"], ["chat"]]) {
      const { code, output } = await run(args);
      expect(output).toContain("usage: npm run demo");
      expect(code).toBe(2);
    }
  });
});

describe("the demo", () => {
  it("reads a document and streams a completion", async () => {
    const { code, output } = await run([]);
    expect(output).toContain("usage: 2 pages, 48213 bytes");
    expect(output).toContain("A lintel is the beam that carries the load above an opening");
    expect(output).toContain("Demo finished: 2 requests over HTTP");
    expect(code).toBe(0);
  });
});
