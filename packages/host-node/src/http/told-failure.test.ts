import { expect, it } from "vitest";
import { failureOf, overBoth, plan } from "../test/sending.ts";
import { freePort } from "../test/servers.ts";
import { answerReader } from "./pool/answer-reader.ts";

overBoth("a failure has httpx's words beside the system's", (testHost) => {
  it("where nobody listens", async () => {
    const failure = await failureOf(testHost().send(plan(`http://127.0.0.1:${await freePort()}`)));
    expect(failure).toMatchObject({ told: "All connection attempts failed" });
  });

  it("where a name does not resolve", async () => {
    const failure = await failureOf(testHost().send(plan("http://lintel-test.invalid/v1")));
    expect(failure).toMatchObject({ told: expect.stringMatching(/^\[Errno -[23]\] /) });
  });
});

it.each([
  ["", "Server disconnected without sending a response."],
  ["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", "(received 3 bytes, expected 9)"],
  ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n", "(incomplete chunked read)"],
])("an answer that ends after %j is told by how much of it came", (text, words) => {
  const reader = answerReader();
  reader.begin("GET");
  if (text !== "") reader.push(Buffer.from(text));
  expect(reader.unfinished()).toContain(words);
});
