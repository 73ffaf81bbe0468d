import type { Text } from '#ui/i18n/use-text.ts'

/** How the checks count what they looked at, and the name of its text. */
const LOOKED: readonly (readonly [said: string, name: string])[] = [
  ['records on F19', 'recordsOnForm'],
  ['bytes on F19', 'bytesOnForm'],
  ['content files', 'contentFiles'],
  ['XML files', 'xmlFiles'],
  ['records', 'records'],
  ['files', 'files'],
]
const FOR_A_PERSON = /^待人工核验/u

/** What a check looked at in the reader's language; what it found stays as it was recorded. */
export function evidenceText(evidence: string, t: Text['t']): string {
  if (FOR_A_PERSON.test(evidence)) return t('batch:evidence.person')
  const [, count, rest] = /^(\d+) (.*)$/su.exec(evidence) ?? []
  const known = LOOKED.find(([said]) => rest === said || rest?.startsWith(`${said}:`) === true)
  if (known === undefined || rest === undefined) return evidence
  const [said, name] = known
  return `${t(`batch:evidence.${name}`, { count: Number(count) })}${rest.slice(said.length)}`
}
