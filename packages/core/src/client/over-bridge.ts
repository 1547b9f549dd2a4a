import {
  type BridgeName,
  bridgedAdapter,
  type Crossing,
  chunksBack,
  faultOf,
  lossesBack,
  type WayBack,
} from "../bridge.ts";
import type { RouteName } from "../routes/index.ts";
import type { Answer, Answering, Kwargs, Reading, Refusal, World } from "./front.ts";
import { refuseUnserved } from "./refuse.ts";

/** A call of one route, to be served by another. */
export interface Rerouted {
  readonly bridge: BridgeName;
  readonly over: RouteName;
  readonly kwargs: Kwargs;
}

function answerBack(answer: Answer, way: WayBack): Answer {
  switch (answer.answer) {
    case "value": {
      const step = way.value(answer.value);
      return step.step === "done"
        ? { answer: "value", value: step.value }
        : { answer: "fault", fault: faultOf(way, step.fault) };
    }
    case "chunks": {
      const chunks = chunksBack(way, answer.chunks);
      return answer.fault === undefined
        ? { answer: "chunks", chunks }
        : { answer: "chunks", chunks, fault: faultOf(way, answer.fault) };
    }
    case "fault":
      return { answer: "fault", fault: faultOf(way, answer.fault) };
  }
}

/** What the other route's front read, as a reading of the caller's. */
export function readBack(
  read: Reading<RouteName> | Refusal | Answering,
  { name, crossing }: { readonly name: BridgeName; readonly crossing: Crossing },
): Reading<RouteName> | Refusal | Answering {
  const { back, origin } = crossing;
  const losses = read.read === "refused" ? [] : [...crossing.losses, ...lossesBack(read.losses, crossing)];
  switch (read.read) {
    case "refused":
      return crossing.refused === undefined ? read : { ...read, fault: crossing.refused(read.fault) };
    case "answer":
      return {
        ...read,
        losses,
        answer: (moment) => answerBack(read.answer(moment), back(moment)),
      };
    case "call":
      return {
        ...read,
        adapter: bridgedAdapter(read.adapter, { name, back, ...(origin && { origin }) }),
        losses,
        asked: crossing.counted ?? read.asked ?? crossing.kwargs,
      };
  }
}

/** Serves a call over another route's front. */
export function readOver({ bridge, over, kwargs }: Rerouted, world: World): Reading<RouteName> | Refusal | Answering {
  const found = world.bridges.find(({ name }) => name === bridge);
  const front = world.fronts[over];
  if (found === undefined || front === undefined) return refuseUnserved(`nothing here serves ${bridge}`, {});
  const crossing = found.cross(kwargs, world);
  if (crossing.cross === "refused") return { read: "refused", fault: crossing.fault };
  return readBack(front.read(crossing.kwargs, {}, world), { name: bridge, crossing });
}
