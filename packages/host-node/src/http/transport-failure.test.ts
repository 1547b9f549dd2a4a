import { describe, expect, it } from "vitest";
import { transportFailure } from "./transport-failure.ts";

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe("an error of the connection is told as", () => {
  it.each([
    ["EHOSTUNREACH", "refused"],
    ["EAI_AGAIN", "dns"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["EPIPE", "reset"],
    ["UND_ERR_HEADERS_OVERFLOW", "too_large"],
  ])("%s: %s", (code, kind) => {
    expect(transportFailure(coded(code), false)).toMatchObject({ kind, message: code });
  });

  it("a timeout of the system by how far the request had come", () => {
    expect(transportFailure(coded("ETIMEDOUT"), true).kind).toBe("connect_timeout");
    expect(transportFailure(coded("ETIMEDOUT"), false).kind).toBe("read_timeout");
  });

  it("the first of the addresses tried, all of them in its message", () => {
    const error = new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")], "");
    expect(transportFailure(error, true)).toMatchObject({ kind: "refused", message: "ECONNREFUSED; ENETUNREACH" });
  });

  it("refused before there was a connection and reset after it, when nothing more is known", () => {
    expect(transportFailure("what", true)).toMatchObject({ kind: "refused", message: "what" });
    expect(transportFailure(new Error("what"), false)).toMatchObject({ kind: "reset", message: "what" });
  });
});
