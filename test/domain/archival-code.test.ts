import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filesIn, projectRoot } from '#scripts/checks/project.ts'
import {
  type ArchivalCode,
  type ClassBlock,
  CODE_CATEGORIES,
  codeBlockOf,
  formatArchivalCode,
  numbered,
  numberedInside,
  parseArchivalCode,
} from '#domain/archival-code.ts'

function parsed(text: string): ArchivalCode {
  const result = parseArchivalCode(text)
  if (result.kind === 'refused') throw new Error(`${text} was refused: ${result.code}`)
  return result.code
}

describe('what is no archival code', () => {
  test.each([
    ['', 'archival-code.malformed'],
    ['J019', 'archival-code.malformed'],
    ['J019-WS·2019·Y', 'archival-code.malformed'],
    ['J019-WS·2019·Y-001-001-001', 'archival-code.malformed'],
    ['j019-WS·2019·Y-001', 'archival-code.fonds'],
    ['J19-WS·2019·Y-001', 'archival-code.fonds'],
    ['J0190-WS·2019·Y-001', 'archival-code.fonds'],
    [' J019-WS·2019·Y-001', 'archival-code.fonds'],
    ['Ｊ019-WS·2019·Y-001', 'archival-code.fonds'],
    ['J019-XX·2019·Y-001', 'archival-code.category'],
    ['J019-ws·2019·Y-001', 'archival-code.category'],
    ['J019-WS.2019.Y-001', 'archival-code.category'],
    ['J019-WS・2019・Y-001', 'archival-code.category'],
    ['J019-ZY·失业·2019·Y-001', 'archival-code.levels'],
    ['J019-ZY·A·B·C·D·E·2019·Y-001', 'archival-code.levels'],
    ['J019-ZY·D30·2019·Y-001', 'archival-code.levels'],
    ['J019-ZY·Y-001', 'archival-code.levels'],
    ['J019-ZY··2019·Y-001', 'archival-code.levels'],
    ['J019-WS·2019·D030·A-001', 'archival-code.period'],
    ['J019-WS·2019·D0·A-001', 'archival-code.period'],
    ['J019-WS·2019·D30·Y-001', 'archival-code.unit'],
    ['J019-WS·2019·D30·办 公 室-001', 'archival-code.unit'],
    ['J019-WS·2019·D30·-001', 'archival-code.unit'],
    ['J019-WS·2019·D30·办公室·甲-001', 'archival-code.malformed'],
    ['J019-WS·2019·Y-1', 'archival-code.number'],
    ['J019-WS·2019·Y-000', 'archival-code.number'],
    ['J019-WS·2019·Y-00A', 'archival-code.number'],
    ['J019-WS·2019·Y-001-', 'archival-code.number'],
    ['J019-WS·2019·Y-０01', 'archival-code.number'],
    ['J019-WS·2019·Y-001\n', 'archival-code.number'],
  ])('FEA-A5 refuses "%s" with %s', (text, code) => {
    expect(parseArchivalCode(text)).toMatchObject({ kind: 'refused', code })
  })

  const block: ClassBlock = { kind: 'class', category: 'ZY', levels: ['SY', 'DY'], year: 2026 }

  test.each<[string, ArchivalCode, string]>([
    [
      'a unit that reads as a period',
      { fonds: 'J019', block: { ...block, unit: 'D30' }, numbers: ['001'] },
      'archival-code.ambiguous',
    ],
    [
      'a level that reads as a year',
      { fonds: 'J019', block: { ...block, levels: ['2019'] }, numbers: ['001'] },
      'archival-code.ambiguous',
    ],
    [
      'a level that reads as a year before one level',
      { fonds: 'J019', block: { kind: 'class', category: 'ZY', levels: ['2019', 'A1'] }, numbers: ['001'] },
      'archival-code.ambiguous',
    ],
    [
      'a level that reads as a period',
      { fonds: 'J019', block: { ...block, levels: ['Y'] }, numbers: ['001'] },
      'archival-code.levels',
    ],
    [
      'a period without a year',
      {
        fonds: 'J019',
        block: { kind: 'class', category: 'ZY', levels: [], period: { kind: 'permanent' } },
        numbers: ['001'],
      },
      'archival-code.levels',
    ],
    [
      'a level that holds a separator',
      { fonds: 'J019', block: { ...block, levels: ['SY·DY'] }, numbers: ['001'] },
      'archival-code.ambiguous',
    ],
    [
      'a unit that holds a block separator',
      { fonds: 'J019', block: { ...block, unit: 'A-01' }, numbers: ['001'] },
      'archival-code.ambiguous',
    ],
    [
      'a catalogue that is no number',
      { fonds: 'J019', block: { kind: 'catalogue', catalogue: 'WS' }, numbers: ['001'] },
      'archival-code.ambiguous',
    ],
    [
      'half a year of keeping',
      { fonds: 'J019', block: { ...block, period: { kind: 'years', years: 0.5 } }, numbers: ['001'] },
      'archival-code.unit',
    ],
  ])('FEA-A5 refuses to print %s', (_what, code, refusal) => {
    expect(formatArchivalCode(code)).toMatchObject({ kind: 'refused', code: refusal })
  })
})

describe('the examples of the standard', () => {
  test.each<[string, ArchivalCode]>([
    [
      'J019-ZY·JC·CC·2019·D30-001-001',
      {
        fonds: 'J019',
        block: {
          kind: 'class',
          category: 'ZY',
          levels: ['JC', 'CC'],
          year: 2019,
          period: { kind: 'years', years: 30 },
        },
        numbers: ['001', '001'],
      },
    ],
    [
      'J019-KU·01·2017-001-001',
      {
        fonds: 'J019',
        block: { kind: 'class', category: 'KU', levels: ['01'], year: 2017 },
        numbers: ['001', '001'],
      },
    ],
    [
      'A002-RS-001-002',
      { fonds: 'A002', block: { kind: 'class', category: 'RS', levels: [] }, numbers: ['001', '002'] },
    ],
    [
      'Z109-WS·2011·Y·办公室-0001',
      {
        fonds: 'Z109',
        block: {
          kind: 'class',
          category: 'WS',
          levels: [],
          year: 2011,
          period: { kind: 'permanent' },
          unit: '办公室',
        },
        numbers: ['0001'],
      },
    ],
    [
      'Z008-WS·2019·Y-037',
      {
        fonds: 'Z008',
        block: { kind: 'class', category: 'WS', levels: [], year: 2019, period: { kind: 'permanent' } },
        numbers: ['037'],
      },
    ],
    [
      'K021-ZP·2019·D30-025-005',
      {
        fonds: 'K021',
        block: {
          kind: 'class',
          category: 'ZP',
          levels: [],
          year: 2019,
          period: { kind: 'years', years: 30 },
        },
        numbers: ['025', '005'],
      },
    ],
    [
      'C038-001-002-003',
      { fonds: 'C038', block: { kind: 'catalogue', catalogue: '001' }, numbers: ['002', '003'] },
    ],
    [
      'J021-ZY·SY·DY·2026·D10-0413',
      {
        fonds: 'J021',
        block: {
          kind: 'class',
          category: 'ZY',
          levels: ['SY', 'DY'],
          year: 2026,
          period: { kind: 'years', years: 10 },
        },
        numbers: ['0413'],
      },
    ],
    [
      'J021-ZY·YL·DJ·2026·D100-0001',
      {
        fonds: 'J021',
        block: {
          kind: 'class',
          category: 'ZY',
          levels: ['YL', 'DJ'],
          year: 2026,
          period: { kind: 'years', years: 100 },
        },
        numbers: ['0001'],
      },
    ],
    [
      'J021-WS·2026·办公室-0001',
      {
        fonds: 'J021',
        block: { kind: 'class', category: 'WS', levels: [], year: 2026, unit: '办公室' },
        numbers: ['0001'],
      },
    ],
  ])('FEA-A5 %s is read as its parts and printed as it was', (text, code) => {
    expect(parseArchivalCode(text)).toEqual({ kind: 'ok', code })
    expect(formatArchivalCode(code)).toEqual({ kind: 'ok', text })
  })
})

describe('numbers in a block', () => {
  const block = 'J021-ZY·SY·DY·2026·D10'

  test.each([
    [block, 0, 4, 'archival-code.number'],
    [block, -1, 4, 'archival-code.number'],
    [block, 1.5, 4, 'archival-code.number'],
    [block, Number.NaN, 4, 'archival-code.number'],
    [block, 10_000, 4, 'archival-code.number-too-wide'],
    [block, 1, 1, 'archival-code.number'],
    ['J021', 1, 4, 'archival-code.malformed'],
    [`${block}-0001`, 1, 4, 'archival-code.malformed'],
    ['J021-XX·2026', 1, 4, 'archival-code.category'],
  ])('FEA-A5 refuses in %s the number %d at width %i', (of, number, width, code) => {
    expect(numbered(of, number, width)).toMatchObject({ kind: 'refused', code })
  })

  test('FEA-A5 the counter’s key is fonds and class block, and its numbers are padded', () => {
    const { fonds, block: classBlock } = parsed(`${block}-0413`)
    expect(codeBlockOf({ fonds, block: classBlock })).toEqual({ kind: 'ok', block })
    expect(numbered(block, 413, 4)).toEqual({ kind: 'ok', text: `${block}-0413` })
    expect(numbered(block, 9999, 4)).toEqual({ kind: 'ok', text: `${block}-9999` })
    expect(codeBlockOf({ fonds: 'j1', block: classBlock })).toMatchObject({ code: 'archival-code.fonds' })
  })

  test('FEA-A5 items inside a volume get their own number, items of items none', () => {
    expect(numberedInside(`${block}-0413`, 7, 3)).toEqual({ kind: 'ok', text: `${block}-0413-007` })
    expect(numberedInside(`${block}-0413-007`, 1, 3)).toMatchObject({ code: 'archival-code.malformed' })
    expect(numberedInside(`${block}-0413`, 1000, 3)).toMatchObject({ code: 'archival-code.number-too-wide' })
    expect(numberedInside('no code', 1, 3)).toMatchObject({ kind: 'refused' })
  })
})

describe('properties', () => {
  const level = fc.stringMatching(/^[A-Z0-9]{1,4}$/)
  const number = fc.integer({ min: 1, max: 9999 }).map((value) => String(value).padStart(4, '0'))
  const period = fc.oneof(
    fc.constant({ kind: 'permanent' as const }),
    fc.integer({ min: 1, max: 100 }).map((years) => ({ kind: 'years' as const, years })),
  )
  const block = fc.record(
    {
      kind: fc.constant('class' as const),
      category: fc.constantFrom(...CODE_CATEGORIES),
      levels: fc.array(level, { maxLength: 5 }),
      year: fc.integer({ min: 1949, max: 2099 }),
      period,
      unit: fc.constantFrom('办公室', 'A1', 'Y', 'D10', '2019', '失业科'),
    },
    { requiredKeys: ['kind', 'category', 'levels'] },
  )
  const numbers = fc.oneof(fc.tuple(number), fc.tuple(number, number))

  test('FEA-A5 property: what is printed is read back as the same code, or nothing is printed', () => {
    const outcomes = { ok: 0, refused: 0 }
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]\d{3}$/), block, numbers, (fonds, classBlock, both) => {
        const code: ArchivalCode = { fonds, block: classBlock, numbers: both }
        const printed = formatArchivalCode(code)
        outcomes[printed.kind] += 1
        const readBack = printed.kind === 'ok' ? parsed(printed.text) : code
        expect(readBack).toEqual(code)
      }),
      { numRuns: 500 },
    )
    expect(Math.min(outcomes.ok, outcomes.refused)).toBeGreaterThan(10)
  })

  test('FEA-A5 property: a text that is read at all is printed as it stood', () => {
    let readings = 0
    const parts = fc.constantFrom(
      'J019',
      'WS',
      'KU',
      '2019',
      'Y',
      'D30',
      '办公室',
      '001',
      '01',
      'A',
      '·',
      '-',
      '-',
      '·',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 14 }), (some) => {
        const text = `J019-WS·2019${some.join('')}-001`
        const result = parseArchivalCode(text)
        const printed = result.kind === 'ok' ? formatArchivalCode(result.code) : { kind: 'ok', text }
        readings += result.kind === 'ok' ? 1 : 0
        expect(printed).toEqual({ kind: 'ok', text })
      }),
      { numRuns: 2000 },
    )
    expect(readings).toBeGreaterThan(5)
  })

  test('FEA-A5 property: numbers of one block sort as they were given', () => {
    const values = fc.integer({ min: 1, max: 9999 })
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other] = [numbered('J021-KU·01·2017', a, 4), numbered('J021-KU·01·2017', b, 4)]
        if (one.kind !== 'ok' || other.kind !== 'ok') throw new Error('numbers of four digits fit')
        expect(one.text < other.text).toBe(a < b)
      }),
    )
  })
})

describe('FEA-A5 one place prints codes', () => {
  /** A middle dot right between two parts: how a code would be put together by hand. */
  const PUT_TOGETHER = [/join\(['"`]·['"`]\)/, /\}·\$\{/]
  const isPutTogether = (text: string) => PUT_TOGETHER.some((sign) => sign.test(text))
  const source = filesIn(projectRoot).filter((path) =>
    /^(domain|db|activities|api|ui|workflows)\/.*\.tsx?$/.test(path),
  )

  test.each([
    ["[fonds, ...levels].join('·')", true],
    ['`${category}·${year}`', true],
    ["[unit, date].join(' · ')", false],
  ])('a second one in %s would be found: %s', (text, isFound) => {
    expect(isPutTogether(text)).toBe(isFound)
  })

  test('domain/archival-code.ts, and no other', () => {
    const places = source.filter((path) => isPutTogether(readFileSync(join(projectRoot, path), 'utf8')))
    expect(places).toEqual(['domain/archival-code.ts'])
  })
})
