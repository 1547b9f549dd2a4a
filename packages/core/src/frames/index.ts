import type { Transducer } from "../transducer.ts";

/** One server-sent event. */
export interface SseFrame {
  readonly data: string;
  readonly event?: string;
  readonly id?: string;
}

/** What each framing yields: whole events, or (line-wise) the text of every data line. */
export interface FrameMap {
  sse: SseFrame;
  "sse-lines": string;
}

export type FrameKind = keyof FrameMap;
export type FrameOf<K extends FrameKind> = FrameMap[K];

export interface FrameLimits {
  /** Bytes one frame may have; more stops the stream as `too_large`. */
  readonly frameBytes: number;
  /** Characters of unframed text kept for a fault. */
  readonly strayChars: number;
}

export const FRAME_LIMITS = { frameBytes: 16 * 1024 * 1024, strayChars: 64 * 1024 } as const satisfies FrameLimits;

/** Bytes in, frames out to `next`, wherever the bytes are cut. */
export type FrameDecoder = <K extends FrameKind>(
  kind: K,
  next: Transducer<FrameOf<K>>,
  limits?: FrameLimits,
) => Transducer<Uint8Array>;
