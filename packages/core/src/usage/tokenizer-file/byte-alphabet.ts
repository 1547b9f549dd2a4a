/** GPT-2's letters for bytes: printable ones stand for themselves, the others for what follows U+0100. */
const ALPHABET: readonly string[] = (() => {
  const isPrintable = (byte: number): boolean =>
    (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(isPrintable(byte) ? byte : next++));
})();

/** A text's UTF-8 bytes as letters, the alphabet of byte-level vocabularies. */
export function toByteAlphabet(text: string): string {
  let letters = "";
  for (const byte of new TextEncoder().encode(text)) letters += ALPHABET[byte] ?? "";
  return letters;
}
