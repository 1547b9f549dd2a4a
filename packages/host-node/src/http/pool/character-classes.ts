const TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** By character code: 1 where it may stand in a header's name, https://www.rfc-editor.org/rfc/rfc9110#name-tokens. */
export const TOKEN = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(TOKEN_CHARACTERS.includes(String.fromCharCode(code))),
);

/** By character code: 1 where it may stand in a header's value: a tab, a space, what is visible, and every byte above ASCII. */
export const FIELD = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code === 0x09 || (code >= 0x20 && code !== 0x7f)),
);

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
