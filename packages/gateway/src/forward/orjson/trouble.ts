/** Where a text is no JSON, and what is wrong there. */
export interface Trouble {
  readonly at: number;
  readonly words: string;
}

/** Where to read on, or what is wrong. */
export type Read = number | Trouble;

export function isTrouble(read: Read): read is Trouble {
  return typeof read !== "number";
}

/** What is wrong at a place. */
export function failed(at: number, words: string): Trouble {
  return { at, words };
}

/** The text is over where more was due. */
export function cut({ length }: string): Trouble {
  return failed(length, "unexpected end of data");
}

/** What is wrong at a place, or that the text is over there. */
export function unexpected(text: string, at: number, words: string): Trouble {
  return at >= text.length ? cut(text) : failed(at, words);
}
