import type { Front } from "./front.ts";
import { refuse } from "./refuse.ts";

/** `completion`: LiteLLM's keyword arguments of a chat call. */
export const completionFront: Front<"chat"> = {
  route: "chat",
  needs: () => ({}),
  read: (_kwargs, _given, _world) => refuse("NotImplementedError", "not yet"),
};
