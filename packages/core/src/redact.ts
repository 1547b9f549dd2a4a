import { insideHosts } from "./host-spans.ts";
import { firstOf, logins, type NextSpan, type Span, webTokens } from "./secret-spans.ts";

/** LiteLLM's `MINIMUM_CUSTOM_KEY_LENGTH`, less the prefix. */
const KEY_CHARS = 13;
/** The most characters one part of an account's JSON has; LiteLLM looks at any number, in quadratic time. */
const PART_CHARS = 8192;
const VALUE = String.raw`[^\s,'"})\]{}>]`;
const PLAIN = String.raw`[^\{\}]{0,${PART_CHARS}}`;
const ASSIGN = String.raw`['"]?\s*[:=]\s*['"]?`;
const WORD = String.raw`[\p{L}\p{N}_]`;
const START = `(?<!${WORD})`;

/** Names whose values are credentials whatever they look like. */
const NAMED = [
  ..."master_key xai_key database_url db_url connection_string".split(" "),
  ..."aws_secret_access_key aws_session_token aws_access_key_id signing_key encryption_key".split(" "),
  ..."auth_token access_token refresh_token slack_webhook_url webhook_url".split(" "),
  ..."database_connection_string huggingface_token jwt_secret".split(" "),
];

/** What LiteLLM's `redact_string` takes for a credential, in its order: the first that fits at a place wins. Behind these come logins. */
const SECRETS: readonly string[] = [
  String.raw`${START}ya29\.[A-Za-z0-9_.~+/\-]+`,
  String.raw`(?:client_secret|azure_password|azure_username)\s+${VALUE}+`,
  "(?:AKIA|ASIA)[0-9A-Z]{16}",
  String.raw`Bearer\s+[A-Za-z0-9\-._~+/]{10,}=*`,
  String.raw`Basic\s+[A-Za-z0-9+/]{10,}={0,2}`,
  String.raw`sk-[A-Za-z0-9\-_]{${KEY_CHARS},}`,
  String.raw`(?<=[?&])(?:api[_\-]?key|${WORD}*(?:token|password|passwd|client_secret|secret_key|_secret))=[^\s&'"]+`,
  String.raw`(?:api[_\-]?key)${ASSIGN}${VALUE}{8,}`,
  `(?:x-api-key|api-key)${ASSIGN}${VALUE}+`,
  "x-ak-[A-Za-z0-9_\\-]{20,}",
  String.raw`AIza[0-9A-Za-z\-_]{35}`,
  String.raw`(?<=[?&])key=[^\s&'"]{8,}`,
  `${START}${WORD}*(?:password|passwd|client_secret|secret_key|_secret)${ASSIGN}${VALUE}+`,
];

/** What comes behind logins; web tokens come last of all but what never begins as they do. */
const LATER_SECRETS: readonly string[] = [
  "dapi[0-9a-f]{32}",
  String.raw`litellm\.[A-Za-z0-9_]*_key${ASSIGN}${VALUE}+`,
  `private_key${ASSIGN}${VALUE}+`,
  `(?:${NAMED.join("|")})${ASSIGN}${VALUE}+`,
  "(?<=[?&])sig=[A-Za-z0-9%+/=]+",
  String.raw`\{${PLAIN}"type"\s*:\s*"service_account"${PLAIN}(?:\{${PLAIN}\}${PLAIN})*\}`,
];

const ALL_SECRETS = [...SECRETS, `(?<later>${LATER_SECRETS.join("|")})`].join("|");

/** What LiteLLM's gateway takes for the inside of its machine; names of hosts come behind these. */
const INTERNALS: readonly string[] = [
  String.raw`/(?:etc|var|opt|usr|home|root|private|Users|tmp|mnt|srv)/[^\s'"\)\]\}>,]+`,
  String.raw`[A-Za-z]:\\[^\s'"\)\]\}>,]+`,
  String.raw`\b(?:10(?:\.\d{1,3}){3}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|192\.168(?:\.\d{1,3}){2}|127(?:\.\d{1,3}){3})\b`,
];

/** The most characters looked at between the words of a private key's first or last line; LiteLLM looks at any number. */
const PEM_GAP = 64;
const PEM_BEGIN = String.raw`-----BEGIN[A-Z \-]{0,${PEM_GAP}}?PRIVATE KEY-----`;
const PEM_END = String.raw`-----END[A-Z \-]{0,${PEM_GAP}}PRIVATE KEY-----`;

interface Patterns {
  readonly secret: RegExp;
  readonly secretOrKey: RegExp;
  readonly internal: RegExp;
}

let made: Patterns | undefined;

/** Made when a text is first redacted: importing this module would take 1.3 ms otherwise. */
function patterns(): Patterns {
  made ??= {
    secret: new RegExp(ALL_SECRETS, "giu"),
    secretOrKey: new RegExp(`(?:private_key${ASSIGN})?(?<key>${PEM_BEGIN})|${ALL_SECRETS}`, "giu"),
    internal: new RegExp(INTERNALS.join("|"), "giu"),
  };
  return made;
}

const TRACEBACK = "Traceback (most recent call last):";
const REDACTED = "REDACTED";

const RANKS = { secret: 0, login: 1, later: 2, token: 3 } as const;

/** Whatever patterns find. One for a key from its first line to its last takes cubic time where first lines are many: 36 s for 54 KB of them. */
function patternSpans(text: string): NextSpan {
  const end = new RegExp(PEM_END, "giu");
  let secret = new RegExp(/-----begin/i.test(text) ? patterns().secretOrKey : patterns().secret);
  return function next(from): Span | undefined {
    secret.lastIndex = from;
    const found = secret.exec(text);
    if (found === null) return undefined;
    const { key, later } = found.groups ?? {};
    const rank = later === undefined ? RANKS.secret : RANKS.later;
    if (key === undefined) return { start: found.index, end: secret.lastIndex, rank };
    end.lastIndex = secret.lastIndex;
    if (end.test(text)) return { start: found.index, end: end.lastIndex, rank };
    // Where no last line follows, none follows later either.
    secret = new RegExp(patterns().secret);
    return next(from);
  };
}

/** Paths and private addresses; a name of a host that begins where one of them does comes behind it. */
function internalSpans(text: string): NextSpan {
  const internal = new RegExp(patterns().internal);
  return (from) => {
    internal.lastIndex = from;
    const found = internal.exec(text);
    return found === null ? undefined : { start: found.index, end: internal.lastIndex, rank: 0 };
  };
}

function redacted(text: string, next: NextSpan): string {
  let shown = "";
  let from = 0;
  for (let span = next(from); span !== undefined; span = next(from)) {
    shown += text.slice(from, span.start) + REDACTED;
    from = span.end;
  }
  return shown + text.slice(from);
}

/** The text with everything that looks like a credential as `REDACTED`. */
export function redactSecrets(text: string): string {
  return redacted(text, firstOf([patternSpans(text), logins(text, RANKS.login), webTokens(text, RANKS.token)]));
}

/** The same without paths, private addresses and tracebacks: for a text that leaves the machine. */
export function redactInternals(text: string): string {
  const trace = text.indexOf(TRACEBACK);
  const shown = trace === -1 ? text : text.slice(0, trace).trimEnd();
  const safe = redactSecrets(shown);
  return redacted(safe, firstOf([internalSpans(safe), insideHosts(safe, 1)]));
}
