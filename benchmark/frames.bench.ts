import { decoder, type FrameKind } from "../packages/core/src/frames/index.ts";

/** One measured figure, in microseconds a frame. */
export interface FrameFigure {
  readonly name: string;
  readonly microseconds: number;
}

const FRAMES = 20_000;
const ROUNDS = 8;

function event(index: number): string {
  const chunk = {
    id: "chatcmpl-AbCdEfGhIjKlMnOpQrStUvWx",
    object: "chat.completion.chunk",
    created: 1_731_368_640,
    model: "gpt-4o-mini-2024-07-18",
    service_tier: "default",
    choices: [{ index: 0, delta: { content: ` tok${index % 10}` }, logprobs: null, finish_reason: null }],
    usage: null,
    obfuscation: "abcdef",
  };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

function cut(bytes: Uint8Array, size: number): readonly Uint8Array[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

function decodeAll(kind: FrameKind, reads: readonly Uint8Array[]): number {
  let frames = 0;
  const next = { push: () => void frames++, end: () => undefined, stop: () => undefined };
  const stage = kind === "sse" ? decoder("sse", next) : decoder("sse-lines", next);
  for (const bytes of reads) stage.push(bytes);
  stage.end();
  return frames;
}

/** Best of several rounds: what a frame takes from bytes to the next stage, by the size of the reads. */
export function measureFrames(): readonly FrameFigure[] {
  const encoder = new TextEncoder();
  const events = Array.from({ length: FRAMES }, (_, index) => encoder.encode(event(index)));
  const whole = encoder.encode(Array.from({ length: FRAMES }, (_, index) => event(index)).join(""));
  const reads = { "one event a read": events, "64 KB a read": cut(whole, 65_536), "64 B a read": cut(whole, 64) };
  return (["sse", "sse-lines"] as const).flatMap((kind) =>
    Object.entries(reads).map(([name, parts]) => {
      const rounds = Array.from({ length: ROUNDS }, () => {
        const began = performance.now();
        if (decodeAll(kind, parts) !== FRAMES) throw new Error(`${kind}, ${name}: frames are missing`);
        return performance.now() - began;
      });
      return { name: `${kind}, ${name}`, microseconds: (Math.min(...rounds) * 1000) / FRAMES };
    }),
  );
}
