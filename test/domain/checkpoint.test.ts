import { expect, test } from 'vitest'
import { checkpointBody, noteText, parseBody, parseNote, type CheckpointHead } from '#domain/checkpoint.ts'
import { plainDate } from '#domain/dates.ts'

const head: CheckpointHead = {
  siteId: '11111111-2222-4333-8444-555555555555',
  number: 3,
  on: plainDate('2026-11-22'),
  treeSize: 1234,
  root: `${'A'.repeat(43)}=`,
  throughPosition: 2345,
}

test.each([
  '',
  'everfile/x\n1\n',
  `${checkpointBody(head)}more\n`,
  checkpointBody(head).replace('1234', '01x'),
  checkpointBody(head).replace('2026-11-22', '2026-02-30'),
  checkpointBody(head).replaceAll('\n', '\r\n'),
])('refuses a text that states no head %#', (text) => {
  expect(parseBody(text)).toBeUndefined()
})

test.each(['', checkpointBody(head), `${checkpointBody(head)}\n- name AAAA\n`, 'a\n\n\u2014 name AAAA'])(
  'refuses a text that is no signed note %#',
  (text) => {
    expect(parseNote(text)).toBeUndefined()
  },
)

test('PRM-5 a checkpoint is a few lines that say the same when they are read back', () => {
  const body = checkpointBody(head)
  expect(body.split('\n').slice(0, 3)).toEqual([`everfile/${head.siteId}`, '1234', head.root])
  expect(parseBody(body)).toEqual(head)
  const note = { body, keyName: `everfile/${head.siteId}`, signature: 'AAAABBBB' }
  expect(parseNote(noteText(note))).toEqual(note)
})
