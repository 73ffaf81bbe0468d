import type { Config } from '#config.ts'
import type { Answer, Context } from './verb.ts'

const MASK = '********'
/** Names whose values are secrets, wherever they stand. */
const SECRET = /password|secret|accesskey|signingkey|token/i

/** What the environment says, as the product understood it. No secret is printed. */
export async function printConfig({ config }: Context): Promise<Answer> {
  const masked = maskedOf(config)
  return { lines: JSON.stringify(masked, undefined, 2).split('\n'), json: masked }
}

export function maskedOf(config: Config): unknown {
  return JSON.parse(
    JSON.stringify(config, (name, value: unknown) =>
      typeof value === 'string' ? maskedText(name, value) : value,
    ),
  )
}

function maskedText(name: string, value: string): string {
  if (SECRET.test(name)) return MASK
  if (!URL.canParse(value)) return value
  const url = new URL(value)
  if (url.password !== '') url.password = MASK
  for (const parameter of url.searchParams.keys())
    if (SECRET.test(parameter)) url.searchParams.set(parameter, MASK)
  return url.href
}
