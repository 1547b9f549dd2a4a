import { dirname, join } from "node:path";

/** Reads a source by its path. */
export type ReadSource = (path: string) => string;

/** A file's export, by the name it has there. */
interface Exported {
  readonly path: string;
  readonly name: string;
}

const RE_EXPORTS = /^export (?:type )?\{([^}]*)\} from "(\.[^"]*)";/gm;

/** What a file exports of others: from where, under which name, and by which name it is there. */
function reExports(path: string, read: ReadSource): readonly (Exported & { readonly as: string })[] {
  return [...read(path).matchAll(RE_EXPORTS)].flatMap(([, names = "", from = ""]) =>
    names
      .split(",")
      .map((part) => part.trim().replace(/^type /, ""))
      .filter((part) => part !== "")
      .map((part) => {
        const [name = "", as = name] = part.split(" as ");
        return { path: join(dirname(path), from), name, as };
      }),
  );
}

function offencesOf({ path, name }: Exported, read: ReadSource): readonly string[] {
  const text = read(path);
  const declaration = new RegExp(
    `^export (?:async )?(?:function\\*?|const|class|abstract class|interface|type) ${name}\\b`,
    "m",
  );
  const at = declaration.exec(text)?.index;
  if (at !== undefined) return text.slice(0, at).trimEnd().endsWith("*/") ? [] : [`${path}: ${name}`];
  const passedOn = reExports(path, read).find(({ as }) => as === name);
  return passedOn === undefined ? [] : offencesOf(passedOn, read);
}

/** The exports of entry points that no comment says anything of; what an entry declares itself, and what is taken from other packages, aside. */
export function undocumented(entries: readonly string[], read: ReadSource): readonly string[] {
  const found = entries.flatMap((entry) => reExports(entry, read)).flatMap((it) => offencesOf(it, read));
  return [...new Set(found)].sort();
}
