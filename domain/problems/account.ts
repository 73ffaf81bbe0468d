import type { Problem } from '#domain/problem-shape.ts'

/** Error codes of signing in, of second factors and of accounts. */
export const ACCOUNT_PROBLEMS = {
  'auth.required': { status: 401, title: 'Sign in first', fix: 'Sign in, or send a valid API key.' },
  'auth.failed': {
    status: 401,
    title: 'Name or password is wrong',
    fix: 'Check both; after five failures the account is locked, for longer each time.',
  },
  'auth.locked': {
    status: 423,
    title: 'The account is locked for a while',
    fix: 'Wait until the time in the detail, or ask the security administrator.',
  },
  'auth.must-change': {
    status: 403,
    title: 'The password must be changed first',
    fix: 'Set a new password of at least twelve characters.',
  },
  'auth.must-enrol': {
    status: 403,
    title: 'Your post needs a second factor, and you have none yet',
    fix: 'Set up an authenticator or a security key; then everything else opens.',
  },
  'auth.factor-pending': {
    status: 403,
    title: 'The second factor of this sign-in is still missing',
    fix: 'Enter the six digits, or use your security key.',
  },
  'auth.password-weak': {
    status: 422,
    title: 'This password is too weak',
    fix: 'Use at least twelve characters that are not a common password.',
  },
  'auth.password-used': {
    status: 422,
    title: 'You had this password before',
    fix: 'Choose one that is not among your last ones.',
  },
  'auth.too-many-sessions': {
    status: 409,
    title: 'You are signed in elsewhere as often as is allowed',
    fix: 'Sign out there, or ask the security administrator to end your sessions.',
  },
  'factor.required': {
    status: 403,
    title: 'A second factor is needed for this act',
    fix: 'Enter the six digits of your authenticator, or use your security key.',
  },
  'factor.wrong': {
    status: 403,
    title: 'The second factor did not prove who you are',
    fix: 'Enter the digits that your authenticator shows now, or use a security key of your own.',
  },
  'factor.replayed': {
    status: 403,
    title: 'This second factor was used already',
    fix: 'Wait for the next digits, or begin again with your security key; each answer counts once.',
  },
  'factor.other-register': {
    status: 409,
    title: 'The register has changed since you opened it',
    fix: 'Reload the list, check the difference and sign its present hash.',
  },
  'factor.exists': {
    status: 409,
    title: 'You have an authenticator of six digits already',
    fix: 'Ask the security administrator to reset it, then set up the new one.',
  },
  'factor.none': {
    status: 409,
    title: 'There is no second factor to reset',
    fix: 'Nothing is to be done; the person can set one up.',
  },
  'authenticator.too-many': {
    status: 409,
    title: 'You have as many security keys as are allowed',
    fix: 'Remove one that you do not use any more.',
  },
  'authenticator.refused': {
    status: 422,
    title: 'The security key could not be added',
    fix: 'Begin again, and answer with a key that checks its holder by PIN or finger.',
  },
  'account.not-locked': {
    status: 409,
    title: 'This account is not locked',
    fix: 'Nothing is to be done.',
  },
  'account.no-session': {
    status: 409,
    title: 'This person is signed in nowhere',
    fix: 'Nothing is to be done.',
  },
  'account.own': {
    status: 403,
    title: 'Nobody administers their own account',
    fix: 'Ask another security administrator, or the operator.',
  },
  'identity.taken': {
    status: 409,
    title: 'This identity belongs to somebody already',
    fix: 'Check the subject; unlink it from the other person first.',
  },
  'oidc.off': {
    status: 404,
    title: 'Sign-in by the identity provider is not set up here',
    fix: 'Sign in with your account and password.',
  },
  'oidc.unavailable': {
    status: 503,
    title: 'The identity provider does not answer',
    fix: 'Try again in a while, or sign in with your account and password.',
    retryable: true,
  },
  'oidc.refused': {
    status: 401,
    title: 'The answer of the identity provider cannot be trusted',
    fix: 'Begin to sign in again.',
  },
  'oidc.unknown': {
    status: 403,
    title: 'Nobody here is linked to this identity',
    fix: 'Ask the security administrator to link it to your account.',
  },
} as const satisfies Readonly<Record<string, Problem>>
