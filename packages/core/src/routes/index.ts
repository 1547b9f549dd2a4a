import type { ChatInput } from "./chat.ts";
import type { OcrInput } from "./ocr.ts";

export type * from "./chat-answer-types.ts";
export type * from "./chat-types.ts";
export * from "./ocr.ts";

/** The routes and what each one's call carries. */
export interface Routes {
  chat: ChatInput;
  ocr: OcrInput;
}

export type RouteName = keyof Routes;
export type RouteInput<R extends RouteName> = Routes[R];
