/** One family of an exposition: each sample by its name and labels. */
export interface Family {
  readonly help: string;
  readonly type: string;
  readonly samples: Readonly<Record<string, string>>;
}

const HEADING = /^# (HELP|TYPE) (\S+) (.*)$/;
const SAMPLE = /^([^{ ]+(?:\{.*\})?) (\S+)$/;

/** The families of an exposition, by name; comments are left out. */
export function readExposition(text: string): Readonly<Record<string, Family>> {
  const families: Record<string, { help: string; type: string; samples: Record<string, string> }> = {};
  let last = "";
  for (const line of text.split("\n")) {
    const [, kind, name = "", rest = ""] = HEADING.exec(line) ?? [];
    const [, series, value = ""] = SAMPLE.exec(line.startsWith("#") ? "" : line) ?? [];
    if (kind !== undefined) {
      last = name;
      families[name] ??= { help: "", type: "", samples: {} };
    }
    const family = families[last];
    if (family === undefined) continue;
    if (kind === "HELP") family.help = rest;
    if (kind === "TYPE") family.type = rest;
    if (series !== undefined) family.samples[series] = value;
  }
  return families;
}
