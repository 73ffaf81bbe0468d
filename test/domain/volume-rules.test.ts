import { describe, expect, test } from 'vitest'
import { readVolumeRules, readVolumeTable } from '#db/reference/load-volume-rules.ts'
import { plainDate } from '#domain/dates.ts'
import { NO_VOLUME_RULES, volumeFaults, volumeRuleFaults, volumeRuleOf } from '#domain/volume-rules.ts'

const rules = readVolumeRules()
const file = { formedOn: plainDate('2024-02-29'), classCode: 'SI-5-03', period: 10 } as const
const item = (over: object = {}) => ({ no: 2, formedOn: plainDate('2024-12-31'), ...over })
const faults = (family: string, over: object) =>
  volumeFaults(volumeRuleOf(rules, family), { file, items: [item(over)] })

describe('one year, class and period in a file', () => {
  test.each([
    ['business', { formedOn: plainDate('2023-12-31') }, [['contents.mixed-year', '2024/2023']]],
    ['business', { formedOn: plainDate('1949-10-01') }, [['contents.mixed-year', '2024/1949']]],
    ['accounting', { formedOn: plainDate('2126-01-01') }, [['contents.mixed-year', '2024/2126']]],
    ['business', { classCode: 'SI-5-04', period: 10 }, [['contents.mixed-class', 'SI-5-03/SI-5-04']]],
    [
      'business',
      { classCode: 'SI-5-07', period: 'permanent' },
      [
        ['contents.mixed-class', 'SI-5-03/SI-5-07'],
        ['contents.mixed-period', '10/permanent'],
      ],
    ],
    [
      'arbitration',
      { classCode: 'ZC-02', period: 5 },
      [
        ['contents.mixed-class', 'SI-5-03/ZC-02'],
        ['contents.mixed-period', '10/5'],
      ],
    ],
  ] as const)('in %s %j is refused by its line', (family, over, expected) => {
    expect(faults(family, over).map(({ no, code, detail }) => [no, code, detail])).toEqual(
      expected.map(([code, detail]) => [2, code, detail]),
    )
  })

  test.each([
    ['business', {}],
    ['business', { classCode: 'SI-5-03', period: 10 }],
    ['retiree-personnel', { formedOn: plainDate('1949-10-01') }],
    ['arbitration', { formedOn: plainDate('2023-12-31') }],
    ['nothing that is known', { formedOn: plainDate('1949-10-01') }],
  ])('in %s %j may lie there', (family, over) => {
    expect(faults(family, over)).toEqual([])
  })
})

describe('the table', () => {
  const table = readVolumeTable()
  test.each([
    ['a family without a rule', table.replace(/^business.*\n/m, ''), /business has no rule/],
    ['a family that stands twice', `${table}business,one,one,one,,x\n`, /business stands twice/],
    [
      'a rule that cites nothing',
      table.replace('regulations 1.6 [V2]; DA/T 22-2015', ''),
      /documents cites no source/,
    ],
    ['a word that is none', table.replace('business,one', 'business,some'), /business says "some"/],
    [
      'a side volume without a main one',
      table.replace('any,one,one,main side', 'any,one,one,side'),
      /without the other/,
    ],
    ['a volume that there is not', table.replace('main side', 'main third'), /says "third"/],
  ])('FEA-A4 %s stops the loading', (_what, text, message) => {
    expect(() => readVolumeRules(text)).toThrow(message)
  })

  test('REG-4 every family has its rule, and cases alone are parted', () => {
    expect(volumeRuleFaults(rules)).toEqual([])
    expect(rules.rules.filter(({ volumes }) => volumes.length > 0).map(({ family }) => family)).toEqual([
      'labour-inspection',
      'arbitration',
    ])
    expect(volumeRuleOf(NO_VOLUME_RULES, 'business')).toBeUndefined()
  })
})
