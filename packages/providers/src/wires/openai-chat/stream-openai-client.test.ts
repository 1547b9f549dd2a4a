import fc from "fast-check";
import { ChatCompletionStream } from "openai/lib/ChatCompletionStream";
import { describe, expect, it } from "vitest";
import { bytes, driveStream } from "./test/drive-stream.ts";
import { chunksOf, framesOf, scenes } from "./test/stream-arbitraries.ts";
import { chunk, drive, ROLE, STOP, USAGE } from "./test/stream-frames.ts";

function received(chunks: readonly string[]): ChatCompletionStream<null> {
  const lines = new ReadableStream({
    start(controller) {
      for (const text of chunks) controller.enqueue(new TextEncoder().encode(`${text}\n`));
      controller.close();
    },
  });
  return ChatCompletionStream.fromReadableStream(lines);
}

describe("the OpenAI client's stream helper", () => {
  it("accepts any stream of one choice, and of several that each get their role and finish reason", async () => {
    const each = fc.constantFrom(1, 3).chain((choices) => scenes({ choices }));
    await fc.assert(
      fc.asyncProperty(each, async (scene) => {
        const settings = { lintel_every_choice: true };
        const body = framesOf(chunksOf(scene), scene.style).join("");
        const { chunks } = driveStream(bytes(body), { ...USAGE, settings });
        const completion = await received(chunks).finalChatCompletion();
        const said = scene.turns.filter(({ choice, said: it }) => choice === 0 && it.says === "text");
        expect(completion.choices[0]?.message.content ?? "").toBe(said.map(({ said: it }) => it.text).join(""));
        expect(completion.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 });
      }),
      { numRuns: 300 },
    );
  });

  it("puts parallel tool calls together", async () => {
    const piece = (index: number, it: object): unknown => chunk({ tool_calls: [{ index, ...it }] });
    const frames = [
      ROLE,
      piece(0, { id: "a", type: "function", function: { name: "f", arguments: "" } }),
      piece(1, { id: "b", type: "function", function: { name: "g", arguments: '{"y"' } }),
      piece(0, { function: { arguments: "{}" } }),
      piece(1, { function: { arguments: ":2}" } }),
      STOP,
      "[DONE]",
    ];
    const completion = await received(drive(frames).chunks).finalChatCompletion();
    expect(completion.choices[0]?.message.tool_calls).toMatchObject([
      { id: "a", function: { name: "f", arguments: "{}" } },
      { id: "b", function: { name: "g", arguments: '{"y":2}' } },
    ]);
  });
});
