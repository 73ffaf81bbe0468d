import { describe, expect, test } from 'vitest'
import { runChecks, type CheckedRecord, type CheckFacts } from '#domain/four-nature.ts'
import { TRANSFER_CHECKS } from '#domain/four-nature-table.ts'
import { soundFacts } from '#test/support/transfer.ts'

const sound = soundFacts()
const failing = (over: Partial<CheckFacts>): readonly string[] =>
  runChecks({ ...sound, ...over })
    .filter(({ verdict }) => verdict === 'FAIL')
    .map(({ checkId }) => checkId)
const withRecord = (over: Partial<CheckedRecord>): Partial<CheckFacts> => ({
  records: sound.records.map((record) => ({ ...record, ...over })),
})
const [file] = sound.records[0]?.objects ?? []
if (file === undefined) throw new Error('a record has a file')

describe('the sender’s check', () => {
  const faulty: readonly (readonly [string, Partial<CheckFacts>, readonly string[]])[] = [
    ['a package that came back otherwise', { digestRead: 'c'.repeat(64) }, ['YJ-1-14']],
    ['a count that is not on the form', { form: { ...sound.form, records: 2 } }, ['YJ-2-1']],
    ['bytes that are not on the form', { form: { ...sound.form, contentBytes: 71 } }, ['YJ-2-2']],
    ['a readme without its unit', { readme: '内容描述：x' }, ['YJ-1-12']],
    ['a catalogue that is no XML', { catalogue: undefined }, ['YJ-1-12', 'YJ-3-1']],
    ['an archival code of no rule', withRecord({ archivalCode: '??' }), ['YJ-1-7']],
    ['a date to come', withRecord({ formedOn: '2027-03-02' }), ['YJ-1-5']],
    ['a date that is none', withRecord({ formedOn: '2014-02-30' }), ['YJ-1-3']],
    ['a grade that there is not', withRecord({ grade: 'secret' }), ['YJ-1-4']],
    ['a title with a hidden sign', withRecord({ title: 'a\u202Eb' }), ['YJ-1-6']],
    ['a title beyond its length', withRecord({ title: 'x'.repeat(1001) }), ['YJ-1-2']],
    [
      'metadata that are no XML',
      withRecord({ metadata: undefined }),
      ['YJ-2-3', 'YJ-2-4', 'YJ-2-10', 'YJ-3-1'],
    ],
    ['a life without its filing', withRecord({ acts: ['record.created'] }), ['YJ-2-5']],
    ['an encrypted file', withRecord({ objects: [{ ...file, findings: ['pdf.encrypted'] }] }), ['YJ-3-8']],
    [
      'a format of nobody',
      withRecord({ objects: [{ ...file, mediaType: 'application/x-own' }] }),
      ['YJ-3-3'],
    ],
    ['a file of another size', withRecord({ objects: [{ ...file, sizeBytes: 71 }] }), ['YJ-1-10']],
    [
      'one record twice',
      {
        records: [...sound.records, ...sound.records],
        form: { records: 2, contentFiles: 2, contentBytes: 140 },
      },
      ['YJ-1-8'],
    ],
  ]
  test.each(faulty)('REG-12 FEA-J12 finds %s', (_what, over, checks) => {
    expect(failing(over)).toEqual(checks)
  })

  test('REG-12 FEA-J12 finds a file that is missing, and one that is too many', () => {
    const files = sound.bag.files.filter(({ path }) => path !== file.path)
    expect(failing({ bag: { ...sound.bag, files } })).toEqual(
      expect.arrayContaining(['YJ-1-10', 'YJ-1-11', 'YJ-1-14', 'YJ-2-2', 'YJ-2-11']),
    )
    const more = [...sound.bag.files, { path: 'data/x.exe', sha256: 'd'.repeat(64), sizeBytes: 1 }]
    expect(failing({ bag: { ...sound.bag, files: more } })).toEqual(
      expect.arrayContaining(['YJ-1-13', 'YJ-4-3']),
    )
  })

  test('REG-12 FEA-J12 says of each check what it looked at, and never passes what no machine can judge', () => {
    const answers = runChecks(sound)
    expect(answers.map(({ checkId }) => checkId)).toEqual(TRANSFER_CHECKS.map(({ id }) => id))
    expect(answers.filter(({ verdict }) => verdict === 'FAIL')).toEqual([])
    expect(answers.every(({ evidence }) => evidence.length > 3)).toBe(true)
    const byHand = [
      'YJ-1-1',
      'YJ-2-9',
      'YJ-3-4',
      'YJ-3-6',
      'YJ-4-1',
      'YJ-4-2',
      'YJ-4-4',
      'YJ-4-5',
      'YJ-4-6',
      'YJ-4-7',
    ]
    for (const id of byHand)
      expect(answers.find(({ checkId }) => checkId === id)?.verdict).toBe('MANUAL_REVIEW')
  })
})
