import type { Json } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";

/** Which choices a stream has opened, and which of them it has ended. */
export interface Finishes {
  note(index: Json, reason: Json): void;
  /** Whether there were choices and each has its finish reason. */
  areAll(): boolean;
}

/** No choices yet. */
export function finishes(): Finishes {
  const ended = new Map<Json, boolean>();
  let open = 0;
  return {
    note(index, reason) {
      const before = ended.get(index);
      if (before === true) return;
      const isEnd = truthy(reason);
      if (before === undefined) open++;
      if (isEnd) open--;
      if (isEnd || before === undefined) ended.set(index, isEnd);
    },
    areAll: () => open === 0 && ended.size > 0,
  };
}
