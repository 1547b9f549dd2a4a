import type { Call, Repeat, RouteName, Send } from "@lintel/core";
import { type Json, type Printer, print } from "@lintel/core/json";
import { cutBody } from "./cut-body.ts";

/** The members of a body that are texts, by name; undefined where a call has to be prepared. */
export type TextMembers = Readonly<Record<string, Json>>;

interface Repeating<R extends RouteName> {
  readonly like: Call<R>;
  readonly printer: Extract<Printer, "wireCompact" | "pythonDumps">;
  /** The member that is the call's turns as they are; none where they are sent otherwise. */
  readonly turns?: string;
  members(call: Call<R>): TextMembers | undefined;
}

const COLON = { wireCompact: ":", pythonDumps: ": " } as const;

/** A member that is printed already. */
interface Known {
  readonly name: string | undefined;
  readonly text: string | undefined;
}

const NOTHING: Known = { name: undefined, text: undefined };

function printed(members: TextMembers, printer: Printer, known = NOTHING): readonly string[] | undefined {
  const texts: string[] = [];
  for (const name in members) {
    if (name === known.name && known.text !== undefined) {
      texts.push(known.text);
      continue;
    }
    const one = print(members[name] ?? null, printer);
    if (!one.ok) return undefined;
    texts.push(one.text);
  }
  return texts;
}

/** The requests of calls that differ from one in some members of the body alone. */
export function repeated<R extends RouteName, S extends Json>(
  step: Send<S>,
  { like, printer, turns, members }: Repeating<R>,
): Repeat<R, S> | undefined {
  const { plan } = step;
  const own = members(like);
  const texts = own && printed(own, printer);
  if (own === undefined || texts === undefined || plan.body?.body !== "text") return undefined;
  const names = Object.keys(own).map((name) => `"${name}"${COLON[printer]}`);
  const fill = cutBody(
    plan.body.text,
    names.map((name, at) => ({ name, printed: texts[at] ?? "" })),
  );
  if (fill === undefined) return undefined;
  return {
    step(call, text) {
      const theirs = members(call);
      const values = theirs && printed(theirs, printer, { name: turns, text });
      if (values?.length !== texts.length) return undefined;
      return { ...step, plan: { ...plan, body: { body: "text", text: fill(values) } } };
    },
  };
}
