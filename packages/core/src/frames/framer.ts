import type { FrameLimits } from "./index.ts";

/** Where a framer puts what it finds. */
export interface FrameOut<F> {
  frame(frame: F): void;
  /** A frame is larger than the limits allow: nothing more is wanted. */
  overflow(): void;
}

/** Cuts text into frames. */
export interface Framer {
  feed(text: string): void;
  /** The input has ended: what is pending is a frame. */
  finish(): void;
}

export type Framing<F> = (out: FrameOut<F>, limits: FrameLimits) => Framer;
