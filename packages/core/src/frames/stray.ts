const FRAMED = /^(?::|(?:data|event|id|retry)(?::|$))/;

/** The lines of a text that are neither fields nor comments of an event stream; undefined if there are none. */
export function strayText(text: string): string | undefined {
  const lines = (text.startsWith("\ufeff") ? text.slice(1) : text)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== "" && !FRAMED.test(line));
  return lines.length === 0 ? undefined : lines.join("\n");
}
