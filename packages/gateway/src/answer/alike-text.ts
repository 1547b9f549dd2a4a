import type { AlikeAnswer } from "@lintel/core";
import { type Held, isUnescaped, probes, pythonCompact } from "@lintel/core/json";
import type { Dialect } from "../forward/dialect.ts";

/** A printed answer around what others hold otherwise: the pieces, and which of what is held stands after each. */
interface Template {
  readonly pieces: readonly string[];
  readonly holes: readonly number[];
}

/** Who tells an answer, and the model as the caller wrote it. */
export interface Telling {
  readonly dialect: Pick<Dialect, "value">;
  readonly asked: string;
}

type Likes = AlikeAnswer["like"];

/** Ways in which the pieces of one answer are kept. */
const MOST = 4;

function quoted(held: Held): string {
  if (typeof held === "number") return String(held);
  return isUnescaped(held) ? `"${held}"` : pythonCompact(held);
}

function placesOf(text: string, held: Held): readonly number[] {
  const found: number[] = [];
  const wanted = quoted(held);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

function filled({ pieces, holes }: Template, held: readonly Held[]): string {
  let text = pieces[0] ?? "";
  for (let at = 0; at < holes.length; at++) text += quoted(held[holes[at] ?? 0] ?? "") + (pieces[at + 1] ?? "");
  return text;
}

/** The pieces of an answer; undefined where they do not make the answer that holds something else. */
function templateOf({ like, held }: AlikeAnswer, { dialect, asked }: Telling): Template | undefined {
  const [one, other] = probes(held.map((it) => ({ is: typeof it === "string" ? "text" : "count" })));
  const text = pythonCompact(dialect.value(like.value(one), asked));
  const cuts = one
    .flatMap((it, hole) => placesOf(text, it).map((start) => ({ hole, start, end: start + quoted(it).length })))
    .sort((a, b) => a.start - b.start);
  const pieces = [...cuts, undefined].map((cut, at) => text.slice(cuts[at - 1]?.end ?? 0, cut?.start));
  const template = { pieces, holes: cuts.map(({ hole }) => hole) };
  return filled(template, other) === pythonCompact(dialect.value(like.value(other), asked)) ? template : undefined;
}

interface Told extends Telling {
  readonly template: Template | undefined;
}

const known = new WeakMap<Likes, readonly Told[]>();

function toldOf(alike: AlikeAnswer, { dialect, asked }: Telling): Told {
  const told = known.get(alike.like) ?? [];
  for (const it of told) if (it.dialect === dialect && it.asked === asked) return it;
  const fresh = { dialect, asked, template: templateOf(alike, { dialect, asked }) };
  known.set(alike.like, [fresh, ...told].slice(0, MOST));
  return fresh;
}

/** A whole answer as compact JSON; one that is like others is put together of what they have in common. */
export function alikeText(alike: AlikeAnswer, telling: Telling): string | undefined {
  const { template } = toldOf(alike, telling);
  return template && filled(template, alike.held);
}
