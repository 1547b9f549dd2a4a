import { describe, expect, it } from "vitest";
import { type Refusal, requestHead } from "./request-head.ts";
import { type PoolRequest, requestWire, type Wire } from "./request-wire.ts";

const timeouts = { connectMs: 1, firstByteMs: 1, idleMs: 1 };

function request(more: Partial<PoolRequest> = {}): PoolRequest {
  const url = new URL("http://Example.com:8080/v1/a%20b?x=1#part");
  return { method: "POST", url, headers: ["x-a", "1"], body: "{}", timeouts, ...more };
}

function wireOf(asked: PoolRequest): Wire | Refusal {
  const head = requestHead(asked);
  return "failure" in head ? head : requestWire(asked, head);
}

function written(more: Partial<PoolRequest> = {}): string {
  const wire = wireOf(request(more));
  if ("failure" in wire) return wire.failure.message;
  return Buffer.concat(
    wire.pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, wire.encoding) : piece)),
  ).toString("latin1");
}

const HEAD = "POST /v1/a%20b?x=1 HTTP/1.1\r\nhost: example.com:8080\r\nconnection: keep-alive\r\nx-a: 1\r\n";

describe("a request on the wire", () => {
  it("is one piece of head and body", () => {
    const wire = wireOf(request());
    expect(wire).toEqual({ pieces: [`${HEAD}content-length: 2\r\n\r\n{}`], encoding: "latin1", closes: false });
  });

  it("counts the bytes of its text, not its characters", () => {
    expect(written({ body: "ü€😀" })).toBe(`${HEAD}content-length: 9\r\n\r\n${Buffer.from("ü€😀").toString("latin1")}`);
  });

  it("sends a header beyond ASCII as Latin-1, whatever its body", () => {
    const bytes = written({ headers: ["x-a", "ü"], body: "€" });
    expect(bytes).toContain("x-a: \u00fc\r\n");
    expect(bytes.endsWith(`\r\n\r\n${Buffer.from("€").toString("latin1")}`)).toBe(true);
  });

  it("keeps a large body of bytes apart, uncopied", () => {
    const body = new Uint8Array(1024 * 1024);
    const wire = wireOf(request({ body }));
    expect("pieces" in wire && wire.pieces[1]).toBe(body);
  });

  it("tells a length where a method has a body, and none where there is neither", () => {
    expect(written({ body: null })).toContain("content-length: 0\r\n");
    expect(written({ method: "GET", body: null })).not.toContain("content-length");
    expect(written({ method: "DELETE", body: "{}" })).toContain("content-length: 2\r\n");
  });

  it("takes the host and a right length of its headers, once each", () => {
    const text = written({ headers: ["Host", "other", "Content-Length", "2"] });
    expect(text).toBe(
      "POST /v1/a%20b?x=1 HTTP/1.1\r\nhost: other\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}",
    );
  });

  it("may ask to close the connection", () => {
    const wire = wireOf(request({ headers: ["connection", "Close"] }));
    expect(wire).toMatchObject({ closes: true, pieces: [expect.stringContaining("connection: close\r\n")] });
  });

  it.each([
    [["x\r\ny", "1"], "invalid header key"],
    [["x y", "1"], "invalid header key"],
    [["", "1"], "invalid header key"],
    [["x-key", "a\r\nb: c"], "invalid x-key header"],
    [["x-key", "a\nb"], "invalid x-key header"],
    [["x-key", "a\rb"], "invalid x-key header"],
    [["x-key", "a\u0000b"], "invalid x-key header"],
    [["x-key", "\u20ac"], "invalid x-key header"],
    [["Transfer-Encoding", "chunked"], "invalid transfer-encoding header"],
    [["upgrade", "h2c"], "invalid upgrade header"],
    [["Expect", "100-continue"], "invalid expect header"],
    [["connection", "upgrade"], "invalid connection header"],
    [["host", "a", "Host", "b"], "duplicate host header"],
    [["content-length", "2", "content-length", "2"], "duplicate content-length header"],
    [["content-length", "3"], "the content-length header is not the length of the body"],
    [["content-length", "+2"], "the content-length header is not the length of the body"],
  ])("is refused with %j", (headers, message) => {
    expect(wireOf(request({ headers }))).toEqual({ failure: { kind: "protocol", message } });
  });

  it("is refused with a method that is none", () => {
    expect(written({ method: "GET / HTTP/1.1\r\n" })).toBe("invalid request method");
  });
});
