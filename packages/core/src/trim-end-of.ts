/** A text without the run of one sign at its end. In one pass: a regular expression begins anew at each sign of every run. */
export function trimEndOf(text: string, sign: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === sign) end--;
  return end === text.length ? text : text.slice(0, end);
}
