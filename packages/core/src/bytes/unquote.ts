const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A text with its percent-escapes undone, read as UTF-8, as Python's `urllib.parse.unquote` does. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => {
    const bytes = run
      .split("%")
      .slice(1)
      .map((pair) => Number.parseInt(pair, 16));
    return decoder.decode(Uint8Array.from(bytes));
  });
}
