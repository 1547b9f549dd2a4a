import { type JsonObject, type Said, type SaidTemplate, saidTemplate } from "@lintel/core/json";
import type { Understood } from "./understood.ts";

/** A body that was read, and what is known of requests that differ from it in what they say alone. */
export interface KnownBody {
  readonly template: SaidTemplate;
  /** What the last of them asked for. */
  understood: Understood | undefined;
}

/** A body that is like one that was read. */
export interface LikeBody {
  readonly known: KnownBody;
  readonly said: Said;
}

/** Bodies of one route. */
export interface KnownBodies {
  find(text: string): LikeBody | undefined;
  /** Takes note of one that was read. */
  saw(text: string, body: JsonObject): KnownBody | undefined;
}

/** Bodies that are kept. */
const KEPT = 16;

/** Templates that may be made at first, and what of one each further body earns: making one takes as long as reading the body. */
const MOST = 16;
const EARNED = 1 / 64;

/** Remembers the bodies of a route, of what they say nothing; `says` names the members that say it, the one that every body has first. */
export function knownBodies(says: readonly string[]): KnownBodies {
  const kept: KnownBody[] = [];
  let left = MOST;

  /** Those that come often go before others, place by place. */
  function promote(known: KnownBody, at: number): void {
    const before = kept[at - 1];
    if (before === undefined) return;
    kept[at - 1] = known;
    kept[at] = before;
  }

  return {
    find(text) {
      for (let at = 0; at < kept.length; at++) {
        const known = kept[at];
        const said = known?.template.said(text);
        if (known === undefined || said === undefined) continue;
        promote(known, at);
        return { known, said };
      }
      return undefined;
    },
    saw(text, body) {
      left = Math.min(MOST, left + EARNED);
      if (left < 1) return undefined;
      left--;
      const template = saidTemplate(text, { body, names: says });
      if (template === undefined) return undefined;
      const known: KnownBody = { template, understood: undefined };
      kept.splice(KEPT - 1, 1, known);
      return known;
    },
  };
}
