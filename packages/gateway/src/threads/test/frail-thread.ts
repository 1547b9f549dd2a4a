import { BroadcastChannel, threadId } from "node:worker_threads";
import { FRAIL, type FrailWord } from "./frail.ts";
import "../serving-thread.ts";

const channel = new BroadcastChannel(FRAIL);
channel.onmessage = (event) => {
  const word: FrailWord = event.data;
  if ("breaks" in word && word.breaks === threadId) throw new Error("the thread broke");
  if ("hangs" in word && word.hangs === threadId) for (;;);
};
channel.postMessage({ serves: threadId } satisfies FrailWord);
