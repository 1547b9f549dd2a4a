import { expect, it } from "vitest";
import { redactInternals, redactSecrets } from "./redact.ts";

const SECRETS: readonly (readonly [text: string, redacted: string])[] = [
  ["plain text", "plain text"],
  ["key sk-abcdefghijklmnop here", "key REDACTED here"],
  ["sk-short", "sk-short"],
  ["Bearer abcdefghijklmnop123=", "REDACTED"],
  ["bearer abc", "bearer abc"],
  ["Basic dXNlcjpwYXNz", "REDACTED"],
  ["AKIAIOSFODNN7EXAMPLE", "REDACTED"],
  ["xAKIAIOSFODNN7EXAMPLE", "xREDACTED"],
  ["ya29.abc-def_1 z", "REDACTED z"],
  ["zya29.abc", "zya29.abc"],
  ["api_key=12345678", "REDACTED"],
  ["api_key: 'abcdefgh'", "REDACTED'"],
  ["apikey=1234567", "apikey=1234567"],
  ["{'x-api-key': 'abc', 'b': 1}", "{'REDACTED', 'b': 1}"],
  ["https://x/y?api_key=ab&z=1", "https://x/y?REDACTED&z=1"],
  ["https://x?access_token=ab&q=2", "https://x?REDACTED&q=2"],
  ["AIzaSyA1234567890123456789012345678901234", "REDACTED34"],
  ["https://x/?key=abcdefgh&y=1", "https://x/?REDACTED&y=1"],
  ["https://x/?key=abc", "https://x/?key=abc"],
  ["my_password = hunter2, next", "REDACTED, next"],
  ["password: 'x y'", "REDACTED y'"],
  ["client_secret abc def", "REDACTED def"],
  ["https://user:pass@host/x", "https://REDACTED@host/x"],
  ["postgres://u:p@h:5/db", "postgres://REDACTED@h:5/db"],
  ["dapi0123456789abcdef0123456789abcdef", "REDACTED"],
  ["litellm.openai_key=abc", "REDACTED"],
  ["'master_key': 'm', database_url=postgres", "'REDACTED', REDACTED"],
  ["eyJabcdefghijkl.abc.def", "REDACTED"],
  ["https://x?sig=ab%2B&se=1", "https://x?REDACTED&se=1"],
  ['x {"type": "service_account", "a": {"b": 1}} y', "x REDACTED y"],
  ["token sk-aaaaaaaaaaaaa", "token REDACTED"],
  ["token sk-aaaaaaaaaaaa", "token sk-aaaaaaaaaaaa"],
  ['auth_token:abc,refresh_token="q"', 'REDACTED,REDACTED"'],
  ["https://h/?a_token=1&b=2", "https://h/?REDACTED&b=2"],
  ["x://dapi0123456789abcdef0123456789abcdef:p@h", "x://REDACTED@h"],
  ["x://sk-abcdefghijklmnop:p@h", "x://REDACTED:p@h"],
  ["x://u:p@q:r@h://v:w@i", "x://REDACTED@i"],
  ["x://u:p h@i x://u v:p@h x://u:@h", "x://u:p h@i x://u v:p@h x://u:@h"],
  ["eyJabcdefghijk_password=x.eyJabcdefghijkl.b.c", "REDACTED"],
  ["a-eyJabcdefghij-eyJabcdefghij.b.", "a-REDACTED"],
];

const INTERNALS: readonly (readonly [text: string, redacted: string])[] = [
  ["at /home/me/x.py, line", "at REDACTED, line"],
  ["C:\\Users\\x y", "REDACTED y"],
  ["10.1.2.3 and 192.168.0.1 and 8.8.8.8 127.0.0.1", "REDACTED and REDACTED and 8.8.8.8 REDACTED"],
  ["host db.internal:5", "host REDACTED:5"],
  ["x.local!", "REDACTED!"],
  ["msg\n Traceback (most recent call last):\n  File", "msg"],
  ["/tmpx /tmp/y]", "/tmpx REDACTED]"],
  ["172.16.0.1 172.32.0.1", "REDACTED 172.32.0.1"],
  ["-a.b.local.corp.com x.local-y", "-REDACTED.com REDACTED-y"],
  ["10.0.0.1.a.lan _b.lan .lan --.lan", "REDACTED.REDACTED _b.lan .lan --.lan"],
  [`${"a".repeat(64)}.lan -${"a".repeat(63)}.lan`, `${"a".repeat(64)}.lan -REDACTED`],
  [`${"a.".repeat(128)}lan`, "a.REDACTED"],
];

it.each(SECRETS)("redacts %j as LiteLLM does", (text, redacted) => {
  expect(redactSecrets(text)).toBe(redacted);
});

it.each(INTERNALS)("keeps the inside of the machine out of %j", (text, redacted) => {
  expect(redactInternals(text)).toBe(redacted);
});

it("redacts a private key whole", () => {
  const [begin, end] = ["BEGIN", "END"].map((mark) => `-----${mark} RSA ${"PRIVATE"} KEY-----`);
  expect(redactSecrets(`before ${begin}\nabc\n${end} after`)).toBe("before REDACTED after");
});

it("takes a long text without tripping", () => {
  const text = "a".repeat(200_000);
  expect(redactSecrets(text)).toBe(text);
});

it("redacts every private key, one after a name too, and what else stands between and after them", () => {
  const [begin, end] = ["BEGIN", "END"].map((mark) => `-----${mark} ${"PRIVATE"} KEY-----`);
  const text = `${begin}\na\n${end} sk-abcdefghijklmnop, private_key: "${begin}\nb\n${end}", ${begin} c sk-abcdefghijklmnop`;
  expect(redactSecrets(text)).toBe(`REDACTED REDACTED, REDACTED", ${begin} c REDACTED`);
});

it.each([
  `-----BEGIN ${"PRIVATE"} KEY-----`,
  "-----BEGIN",
  `private_key=-----BEGIN ${"PRIVATE"} KEY----- `,
  '"type":"service_account"',
  "eyJaaaaaaaaaa-",
  "://x:",
  "Bearer ",
  "secret_key",
  "a-",
  "a.",
  "/etc",
])("takes linear time over %j again and again", (part) => {
  const time = (size: number): number => {
    const began = performance.now();
    redactInternals(`{${part.repeat(size / part.length)}`);
    return performance.now() - began;
  };
  time(10_000);
  expect(time(400_000)).toBeLessThan(4000);
});

it.each(["a.a.a.a.", "aaaaaaaa.", "127.0.0.1"])(
  "looks at each part of the name %j again and again a few times",
  (part) => {
    const text = part.repeat(400_000 / part.length);
    redactInternals(text.slice(0, 10_000));
    const before = process.cpuUsage();
    expect(redactInternals(text)).toBe(text);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(300);
  },
);

it.each(["://", "://x:", "eyJaaaaaaaaaa-"])("looks at each sign of %j again and again a few times", (part) => {
  const text = part.repeat(400_000 / part.length);
  redactSecrets(text.slice(0, 10_000));
  const before = process.cpuUsage();
  expect(redactSecrets(text)).toBe(text);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(600);
});
