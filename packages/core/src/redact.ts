/** LiteLLM's `MINIMUM_CUSTOM_KEY_LENGTH`, less the prefix. */
const KEY_CHARS = 13;
const VALUE = String.raw`[^\s,'"})\]{}>]`;
const ASSIGN = String.raw`['"]?\s*[:=]\s*['"]?`;
const PEM = String.raw`-----BEGIN[A-Z \-]*PRIVATE KEY-----[\s\S]*?-----END[A-Z \-]*PRIVATE KEY-----`;
const WORD = String.raw`[\p{L}\p{N}_]`;
const START = `(?<!${WORD})`;

/** Names whose values are credentials whatever they look like. */
const NAMED = [
  ..."master_key xai_key database_url db_url connection_string".split(" "),
  ..."aws_secret_access_key aws_session_token aws_access_key_id signing_key encryption_key".split(" "),
  ..."auth_token access_token refresh_token slack_webhook_url webhook_url".split(" "),
  ..."database_connection_string huggingface_token jwt_secret".split(" "),
];

/** What LiteLLM's `redact_string` takes for a credential, in its order: the first that fits at a place wins. */
const SECRETS: readonly string[] = [
  PEM,
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
  String.raw`(?<=://)[^\s'":]{0,4096}:[^\s'"]{1,4096}(?=@)`,
  "dapi[0-9a-f]{32}",
  String.raw`litellm\.[A-Za-z0-9_]*_key${ASSIGN}${VALUE}+`,
  `private_key${ASSIGN}(?:${PEM}|${VALUE}+)`,
  `(?:${NAMED.join("|")})${ASSIGN}${VALUE}+`,
  String.raw`${START}eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*`,
  "(?<=[?&])sig=[A-Za-z0-9%+/=]+",
  String.raw`\{[^\{\}]*"type"\s*:\s*"service_account"[^\{\}]*(?:\{[^\{\}]*\}[^\{\}]*)*\}`,
];

/** What LiteLLM's gateway takes for the inside of its machine. */
const INTERNALS: readonly string[] = [
  String.raw`/(?:etc|var|opt|usr|home|root|private|Users|tmp|mnt|srv)/[^\s'"\)\]\}>,]+`,
  String.raw`[A-Za-z]:\\[^\s'"\)\]\}>,]+`,
  String.raw`\b(?:10(?:\.\d{1,3}){3}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|192\.168(?:\.\d{1,3}){2}|127(?:\.\d{1,3}){3})\b`,
  String.raw`\b[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.(?:internal|local|corp|lan|intra|private)\b`,
];

const SECRET = new RegExp(SECRETS.join("|"), "giu");
const INTERNAL = new RegExp(INTERNALS.join("|"), "giu");
const TRACEBACK = "Traceback (most recent call last):";
const REDACTED = "REDACTED";

/** The text with everything that looks like a credential as `REDACTED`. */
export function redactSecrets(text: string): string {
  return text.replace(SECRET, REDACTED);
}

/** The same without paths, private addresses and tracebacks: for a text that leaves the machine. */
export function redactInternals(text: string): string {
  const trace = text.indexOf(TRACEBACK);
  const shown = trace === -1 ? text : text.slice(0, trace).trimEnd();
  return redactSecrets(shown).replace(INTERNAL, REDACTED);
}
