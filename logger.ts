import { pino, type Logger } from 'pino'

/** What never reaches a log, wherever it stands in an object. */
const SECRETS = [
  'password',
  'totp',
  'code',
  'secret',
  'authorization',
  'cookie',
  'csrfToken',
  'token',
  'subjectName',
]

/** The one logger of the product: JSON lines, secrets redacted. */
export function createLogger(name: string, level: string): Logger {
  return pino({
    name,
    level,
    redact: {
      paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `req.headers.${key}`]),
      censor: '[redacted]',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  })
}

export type { Logger }
