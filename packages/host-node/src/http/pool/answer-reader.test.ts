import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TRANSPORT_CASES } from "../../test/transport-cases-data.ts";
import { answerReader } from "./answer-reader.ts";

/** What an answer comes to when it is read in these pieces and then ends. */
function outcome(pieces: readonly Buffer[]): string {
  const reader = answerReader();
  reader.begin("POST");
  const body: Uint8Array[] = [];
  let head = "";
  for (const piece of pieces) {
    const arrival = reader.push(piece);
    if (arrival.read === "problem") return arrival.kind;
    if (arrival.read === "more") continue;
    head = JSON.stringify(arrival.head);
    body.push(...arrival.pieces);
    const text = `${head} ${Buffer.concat(body).toString("latin1")}`;
    if (typeof arrival.standing !== "string") return `${text} ${arrival.standing.kind}`;
    if (arrival.standing !== "open") return `${text} ended`;
  }
  const cut = reader.cut();
  return `${head} ${Buffer.concat(body).toString("latin1")} ${typeof cut === "string" ? cut : cut.kind}`;
}

function cutAt(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const edges = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
}

const SHORT = TRANSPORT_CASES.map((one) => [one.name, Buffer.from(one.answer.join(""), "latin1")] as const).filter(
  ([, bytes]) => bytes.length < 2000,
);

describe("an answer comes to the same however its bytes are cut", () => {
  it.each(SHORT)("%s", (_, bytes) => {
    const whole = outcome([bytes]);
    expect(outcome(cutAt(bytes, Array.from(bytes.keys())))).toBe(whole);
    for (const at of bytes.keys()) expect(outcome(cutAt(bytes, [at]))).toBe(whole);
  });
});

const FRAGMENTS = [
  "HTTP/1.1 ",
  "200",
  " OK",
  "\r\n",
  "\r",
  "\n",
  ":",
  " ",
  "content-length: 4",
  "4",
  "fine",
  "0",
  ";",
  "x",
];
const CHUNKED = "transfer-encoding: chunked\r\n\r\n";

describe("an answer of any bytes", () => {
  it("comes to something, and to the same in pieces", () => {
    const text = fc.array(fc.constantFrom(...FRAGMENTS, CHUNKED), { maxLength: 30 }).map((parts) => parts.join(""));
    const begun = fc.tuple(fc.constantFrom("", "HTTP/1.1 200 OK\r\n", `HTTP/1.1 200 OK\r\n${CHUNKED}`), text);
    fc.assert(
      fc.property(begun, fc.array(fc.nat(200), { maxLength: 5 }), ([start, rest], places) => {
        const bytes = Buffer.from(start + rest);
        const within = places.map((at) => at % (bytes.length + 1));
        expect(outcome(cutAt(bytes, within))).toBe(outcome([bytes]));
      }),
      { numRuns: 2000 },
    );
  });
});
