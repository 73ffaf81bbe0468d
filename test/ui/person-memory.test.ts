import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { forgetWithPerson, sitsHere } from '#ui/client/person-memory.ts'

test('what one person began at a window is forgotten when another sits down, or they leave, and not when their session lapsed', () => {
  const begun = new Map<string, string>()
  forgetWithPerson(() => begun.clear())
  const [one, other] = ['0192aaaa', '0192bbbb']
  begun.set('task', 'an opinion')
  expect([sitsHere(one), sitsHere(one)]).toEqual([false, false])
  expect(begun.size).toBe(1)
  expect(sitsHere(other)).toBe(true)
  expect(begun.size).toBe(0)
  begun.set('task', 'another')
  expect(sitsHere(null)).toBe(true)
  expect(begun.size).toBe(0)
  expect(sitsHere(one)).toBe(false)
})

test('every memory of a module of the screens says how it forgets', () => {
  const files = globSync('ui/**/*.{ts,tsx}')
  const remembering = files.filter((name) =>
    /^const \w+ = new (Map|Set)\b.*\(\)$/m.test(readFileSync(name, 'utf8')),
  )
  const silent = remembering.filter((name) => !readFileSync(name, 'utf8').includes('forgetWithPerson('))
  expect(remembering.length).toBeGreaterThan(2)
  expect(silent).toEqual([])
})
