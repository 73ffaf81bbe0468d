import type { ContentsFault } from '#domain/contents.ts'
import type { Text } from '#ui/i18n/use-text.ts'

/** What is wrong, with the pages that the fault names. */
export function faultText(t: Text['t'], { code, detail = '' }: ContentsFault): string {
  const [expected = '', found = ''] = detail.split('/')
  return t(`paper:list.fault.${code.slice('contents.'.length)}`, { detail, expected, found })
}
