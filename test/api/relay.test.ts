import { expect, test } from 'vitest'
import { tellAll } from '#api/relay.ts'
import type { Nudges } from '#db/queries/outbox.ts'

const nudgesOf = (n: number): readonly Nudges[] =>
  Array.from({ length: n }, (_, at) => {
    return { subjectKind: 'record', subjectId: `r${at}`, seq: 1, ageMs: 0, rowIds: [`${at}`] } as const
  })

test('FEA-A7 PRM-2 however many nudges wait, a few are told at the same time, each once', async () => {
  let now = 0
  let most = 0
  const told: string[] = []
  const answer = await tellAll(nudgesOf(200), {
    atOnce: 16,
    async tellOne({ subjectId }) {
      now += 1
      most = Math.max(most, now)
      told.push(subjectId)
      await Promise.resolve()
      now -= 1
    },
  })
  expect(told).toEqual(nudgesOf(200).map(({ subjectId }) => subjectId))
  expect(new Set(answer.acknowledged).size).toBe(200)
  expect(answer.failures).toEqual([])
  expect(most).toBe(16)
})

test('PRM-2 one that is not acknowledged holds up no other, and stays', async () => {
  const cause = new Error('no answer')
  const answer = await tellAll(nudgesOf(40), {
    atOnce: 4,
    async tellOne({ subjectId }) {
      if (subjectId === 'r7') throw cause
    },
  })
  expect(answer.failures).toEqual([cause])
  expect(answer.acknowledged).toHaveLength(39)
  expect(answer.acknowledged).not.toContain('7')
})
