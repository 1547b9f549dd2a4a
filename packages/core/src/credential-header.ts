const NAME =
  /(^|[-_])(auth|authorization|cookie|credentials?|password)$|secret$|(^|[-_]|api|access|auth|subscription|secret|functions)(key|token)$/i;
const NO_CREDENTIAL = /^idempotency-key$/i;
const SCHEME = /^(bearer|basic|digest|token|apikey|aws4-hmac-sha256)\s/i;

/** Whether a header holds a credential: by its name, or by a scheme of authentication that its value begins with. */
export function isCredentialHeader(name: string, value: string): boolean {
  return (NAME.test(name) && !NO_CREDENTIAL.test(name)) || SCHEME.test(value);
}
