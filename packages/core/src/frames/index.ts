import type { Transducer } from "../transducer.ts";

export { decoder } from "./sse.ts";

/** One server-sent event. */
export interface SseFrame {
  readonly data: string;
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  /** The input ended before the blank line that closes the event: it may be cut. */
  readonly unterminated?: boolean;
}

/** What each framing yields: whole events, or (line-wise) the text of every data line. */
export interface FrameMap {
  sse: SseFrame;
  "sse-lines": string;
}

/** The names of framings. */
export type FrameKind = keyof FrameMap;
/** What one framing yields. */
export type FrameOf<K extends FrameKind> = FrameMap[K];

/** How much of a stream is kept at once. */
export interface FrameLimits {
  /** Characters one frame may have; more stops the stream as `too_large`. */
  readonly frameChars: number;
  /** Lines one whole event may have: each takes the parser some 80 bytes, however little it says. */
  readonly frameLines: number;
  /** Characters of unframed text kept, for a fault or for an answer that came whole. */
  readonly strayChars: number;
}

/** The limits unless others are told: 16 Mi characters and 256 Ki lines a frame, 1 Mi characters of unframed text. */
export const FRAME_LIMITS = {
  frameChars: 16 * 1024 * 1024,
  frameLines: 256 * 1024,
  strayChars: 1024 * 1024,
} as const satisfies FrameLimits;

/** Bytes in, frames out to `next`, wherever the bytes are cut. */
export type FrameDecoder = <K extends FrameKind>(
  kind: K,
  next: Transducer<FrameOf<K>>,
  limits?: FrameLimits,
) => Transducer<Uint8Array>;
