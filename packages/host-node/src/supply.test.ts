import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { bytes, ranks, secret, token } from "@lintel/core";
import { reveal } from "@lintel/core/host";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FileRules } from "./files/open-file.ts";
import { testHost } from "./test/sending.ts";

async function file(content = "%PDF"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "page.pdf"), content);
  return join(folder, "page.pdf");
}

async function supplied(source: unknown, files: FileRules = {}): Promise<unknown> {
  const answer = await testHost({ files }).supply(bytes({ from: "file", file: source, parameter: "document.file" }));
  if (!answer.supplied) {
    expect(answer.message).toMatch(/^document\.file: /);
    return answer.message.slice("document.file: ".length);
  }
  const { bytes: read, ...rest } = answer.value;
  return { text: Buffer.from(read).toString(), ...rest };
}

describe("a host supplies secrets", () => {
  it("from the environment, the first name that is set and not empty", async () => {
    const host = testHost({ env: { A_KEY: "", B_KEY: "text-b", C_KEY: "text-c" } });
    const answer = await host.supply(secret("A_KEY", "B_KEY", "C_KEY"));
    expect(answer).toMatchObject({ supplied: true, value: { name: "B_KEY" } });
    expect(answer.supplied && answer.value !== undefined && reveal(answer.value)).toBe("text-b");
    expect(JSON.stringify(answer)).not.toContain("text-b");
  });

  it("as absent where none is set, for the vendor to word", async () => {
    expect(await testHost().supply(secret("NO_KEY"))).toEqual({ supplied: true, value: undefined });
  });
});

describe("a host supplies the bytes of a file", () => {
  it("given as path, file URL, bytes, Blob, File or stream", async () => {
    const path = await file();
    const known = { text: "%PDF", name: "page.pdf" };
    const unknown = { text: "%PDF" };
    expect(await supplied(pathToFileURL(path))).toEqual(known);
    expect(await supplied(createReadStream(path))).toEqual(known);
    expect(await supplied(new File(["%PDF"], "page.pdf"))).toEqual(known);
    expect(await supplied(new Blob(["%PDF"], { type: "image/png" }))).toEqual({ text: "%PDF", mediaType: "image/png" });
    expect(await supplied(Buffer.from("%PDF"))).toEqual(unknown);
    expect(await supplied(new Uint8Array(Buffer.from("%PDF")).buffer)).toEqual(unknown);
    expect(await supplied(Readable.from([Buffer.from("%P"), Buffer.from("DF")]))).toEqual(unknown);
    expect(await supplied(new Blob(["%PDF"]).stream())).toEqual(unknown);
  });

  it("or tells why not", async () => {
    const path = await file();
    expect(await supplied(pathToFileURL(`${path}.missing`))).toBe(`File not found: ${path}.missing`);
    expect(await supplied(pathToFileURL(tmpdir()))).toBe(`File not found: ${tmpdir()} is not a file`);
    expect(await supplied(new URL("file:///a%2Fb"))).toMatch(/^File could not be read: File URL path/);
    expect(await supplied(new URL("file:///a%00b"))).toMatch(/^File could not be read/);
    expect(await supplied({ path })).toMatch(/^Unsupported file input type: object/);
    expect(await supplied(new URL("https://example.com/a.pdf"))).toMatch(/^Unsupported file input type: object/);
    expect(await supplied("/etc/hosts")).toMatch(/^Unsupported file input type: string; expected a file: URL/);
    expect(await supplied(42)).toMatch(/^Unsupported file input type: number/);
    expect(await supplied(null)).toMatch(/^Unsupported file input type/);
    expect(await supplied(pathToFileURL(path), { paths: false })).toBe("this host reads no files by path");
  });

  it("within its limit, known before or met while reading", async () => {
    const path = await file("123456");
    const limit = { maxBytes: 5 };
    expect(await supplied(pathToFileURL(path), limit)).toBe("the file of 6 bytes exceeds the limit of 5 bytes");
    expect(await supplied(new Blob(["123456"]), limit)).toBe("the file of 6 bytes exceeds the limit of 5 bytes");
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.from("1234");
      })(),
    );
    expect(await supplied(endless, limit)).toBe("the file exceeds the limit of 5 bytes");
    expect(endless.destroyed).toBe(true);
  });

  it("and a stream that breaks is told, not thrown", async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from("half");
        throw new Error("the disk is gone");
      })(),
    );
    expect(await supplied(broken)).toBe("File could not be read: the disk is gone");
  });
});

describe("a host refuses what it has no means for", () => {
  it("and names what is missing", async () => {
    const host = testHost();
    expect(await host.supply(token("elsewhere", "cloud"))).toEqual({
      supplied: false,
      message: "this host exchanges no tokens (elsewhere)",
    });
    expect(await host.supply(ranks("llama3"))).toEqual({
      supplied: false,
      message: "this host has no tokenizer llama3",
    });
  });
});

describe("a host waits", () => {
  it("the time asked for, or until the signal", async () => {
    const host = testHost();
    const began = performance.now();
    await host.wait(40);
    expect(performance.now() - began).toBeGreaterThanOrEqual(35);
    await host.wait(60_000, AbortSignal.timeout(20));
    await host.wait(60_000, AbortSignal.abort());
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
