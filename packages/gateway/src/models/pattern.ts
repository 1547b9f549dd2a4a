import type { Deployment } from "../config/config.ts";
import { groupedBy } from "./grouped-by.ts";

/** A model name with `*`, and the deployments behind it. */
export interface Pattern {
  /** `model_name`, as it was first written. */
  readonly name: string;
  /** The texts between the stars. */
  readonly parts: readonly string[];
  readonly deployments: readonly Deployment[];
}

/** The patterns among the deployments, the most special one first: LiteLLM's `PatternMatchRouter`. */
export function patternsOf(deployments: readonly Deployment[]): readonly Pattern[] {
  const byName = groupedBy(
    deployments.filter(({ name }) => name.includes("*")),
    ({ name }) => name,
  );
  const patterns = [...byName].map(([name, members]) => ({
    name,
    parts: name.split("*"),
    deployments: members,
    specificity: specificityOf(name),
  }));
  return patterns.toSorted(
    ({ specificity: [oneLength, oneSigns] }, { specificity: [length, signs] }) =>
      length - oneLength || signs - oneSigns,
  );
}

// PatternMatchRouter matches with re.match: from the start, not to the end, and a star is any text of one line, the first the
// longest. So each part stands as far right as it can; a regular expression would try all places of all stars.
/** What a name has in place of a pattern's stars; undefined where it does not begin as the pattern tells. */
export function captured(
  { parts: [first = "", ...parts] }: Pick<Pattern, "parts">,
  name: string,
): readonly string[] | undefined {
  if (!name.startsWith(first)) return undefined;
  const stars: string[] = [];
  const line = name.indexOf("\n", first.length);
  let end = line === -1 ? name.length : line;
  const places = parts.toReversed().map((part) => {
    const at = end - part.length < first.length ? -1 : name.lastIndexOf(part, end - part.length);
    end = at;
    return at;
  });
  if (places.some((at) => at < first.length)) return undefined;
  let from = first.length;
  for (const [index, part] of parts.entries()) {
    const at = places[places.length - 1 - index] ?? 0;
    stars.push(name.slice(from, at));
    from = at + part.length;
  }
  return stars;
}

/** A deployment's model with what stood for the stars of its name in place of its own (`set_deployment_model_name`). */
export function modelFor(
  model: string,
  { name, parts }: { readonly name: string; readonly parts: readonly string[] },
): string {
  const stars = model.split("*").length - 1;
  if (stars === 0) return model;
  if (parts.length > stars) return name;
  return parts.reduce((made, part) => made.replace("*", () => part), model);
}

const ESCAPED = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;

/** The length of the pattern as Python's regular expression, and how many of its signs mean something. */
function specificityOf(name: string): readonly [length: number, signs: number] {
  const text = name.replace(ESCAPED, "\\$&").replaceAll("\\*", "(.*)");
  return [[...text].length, [...text].filter((sign) => "*+?\\^$|()".includes(sign)).length];
}
