import { fromBase64 } from "../bytes/base64.ts";
import { type Attempt, got, raises } from "../client/attempt.ts";

interface Letters {
  /** Where the padding is complete, or the text ends. */
  readonly end: number;
  /** Letters that are no padding, up to there. */
  readonly count: number;
  readonly isPadded: boolean;
}

function lettersOf(text: string): Letters {
  let count = 0;
  let pads = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "=") {
      pads = 0;
      count += 1;
    } else if (count % 4 >= 2) {
      pads += 1;
      if ((count % 4) + pads >= 4) return { end: at, count, isPadded: true };
    }
  }
  return { end: text.length, count, isPadded: false };
}

/** Python's `b64decode`: it passes over all that is no letter and ends where padding is complete; or its words of refusal. */
export function lenientBase64(text: string): Attempt<Uint8Array> {
  const quick = text.length % 4 === 0 ? fromBase64(text) : undefined;
  if (quick !== undefined) return got(quick);
  if (!/^\p{ASCII}*$/u.test(text)) return raises("string argument should contain only ASCII characters");
  const letters = text.replace(/[^A-Za-z0-9+/=]/g, "");
  const { end, count, isPadded } = lettersOf(letters);
  if (!isPadded && count % 4 === 1) {
    const found = `number of data characters (${count})`;
    return raises(`Invalid base64-encoded string: ${found} cannot be 1 more than a multiple of 4`);
  }
  const bytes = isPadded || count % 4 === 0 ? fromBase64(letters.slice(0, end).replaceAll("=", "")) : undefined;
  return bytes === undefined ? raises("Incorrect padding") : got(bytes);
}
