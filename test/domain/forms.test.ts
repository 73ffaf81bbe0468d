import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FORMS, type FormField, type FormSchema } from '#domain/form-table.ts'
import { checkForm, formOf, isFormId } from '#domain/forms.ts'

const schema: FormSchema = {
  id: 'sample',
  title: { zh: '样表', en: 'Sample' },
  fields: [
    { name: 'title', kind: 'text', zh: '题名', en: 'Title', isRequired: true, maxLength: 10 },
    { name: 'note', kind: 'long-text', zh: '说明', en: 'Note', isRequired: false },
    { name: 'pages', kind: 'integer', zh: '页数', en: 'Pages', isRequired: false, min: 1, max: 100 },
    { name: 'formedOn', kind: 'date', zh: '形成日期', en: 'Formed on', isRequired: false },
    {
      name: 'grade',
      kind: 'choice',
      zh: '密级',
      en: 'Grade',
      isRequired: false,
      choices: ['public', 'internal'],
    },
    { name: 'isSame', kind: 'boolean', zh: '相符', en: 'Same', isRequired: false },
  ],
}

function faultsOf(values: unknown): readonly string[] {
  const checked = checkForm(schema, values)
  return checked.kind === 'refused' ? checked.faults.map((fault) => `${fault.field} ${fault.code}`) : []
}

describe('what a form refuses', () => {
  test.each([null, undefined, 'title', 7, [], [['title', 'x']]])(
    'FEA-C9 refuses %j as no form at all',
    (values) => {
      expect(checkForm(schema, values)).toEqual({
        kind: 'refused',
        faults: [{ field: '', code: 'form.not-an-object' }],
      })
    },
  )

  test.each([
    [{}, 'title form.required'],
    [{ title: '' }, 'title form.required'],
    [{ title: ' \t\u3000' }, 'title form.required'],
    [{ title: null }, 'title form.required'],
    [{ title: 7 }, 'title form.wrong-type'],
    [{ title: ['x'] }, 'title form.wrong-type'],
    [{ title: '01234567890' }, 'title form.too-long'],
    [{ title: 'x', extra: 1 }, 'extra form.unknown-field'],
    [JSON.parse('{"title":"x","__proto__":{"pages":1}}'), '__proto__ form.unknown-field'],
    [{ title: 'x', toString: 'x' }, 'toString form.unknown-field'],
    [{ title: 'x', note: 'x'.repeat(2001) }, 'note form.too-long'],
    [{ title: 'x', pages: '7' }, 'pages form.wrong-type'],
    [{ title: 'x', pages: 7.5 }, 'pages form.wrong-type'],
    [{ title: 'x', pages: Number.NaN }, 'pages form.wrong-type'],
    [{ title: 'x', pages: 2 ** 53 }, 'pages form.wrong-type'],
    [{ title: 'x', pages: 0 }, 'pages form.too-small'],
    [{ title: 'x', pages: 101 }, 'pages form.too-large'],
    [{ title: 'x', formedOn: '2023-02-29' }, 'formedOn form.not-a-date'],
    [{ title: 'x', formedOn: '2024-02-29T00:00:00Z' }, 'formedOn form.not-a-date'],
    [{ title: 'x', formedOn: 20240229 }, 'formedOn form.not-a-date'],
    [{ title: 'x', grade: 'Public' }, 'grade form.not-a-choice'],
    [{ title: 'x', grade: 1 }, 'grade form.not-a-choice'],
    [{ title: 'x', isSame: 'true' }, 'isSame form.wrong-type'],
    [{ title: 'x', isSame: 1 }, 'isSame form.wrong-type'],
  ])('FEA-C9 refuses %j: %s', (values, fault) => {
    expect(faultsOf(values)).toEqual([fault])
  })

  test.each([
    ['NUL', '\u0000'],
    ['escape', '\u001B'],
    ['delete', '\u007F'],
    ['next line (C1)', '\u0085'],
    ['zero-width space', '\u200B'],
    ['right-to-left mark', '\u200F'],
    ['right-to-left override', '\u202E'],
    ['line separator', '\u2028'],
    ['right-to-left isolate', '\u2067'],
    ['Arabic letter mark', '\u061C'],
    ['byte-order mark', '\uFEFF'],
    ['tag letter', '\u{E0041}'],
    ['half a character', '\uD800'],
  ])('FEA-C9 refuses %s in a line and in a remark', (_what, character) => {
    expect(faultsOf({ title: `甲${character}乙` })).toEqual(['title form.control-character'])
    expect(faultsOf({ title: 'x', note: `甲${character}乙` })).toEqual(['note form.control-character'])
  })

  test('FEA-C9 refuses line ends and tabs in a line', () => {
    for (const end of ['\n', '\r\n', '\t'])
      expect(faultsOf({ title: `甲${end}乙` })).toEqual(['title form.control-character'])
  })

  test('FEA-C9 names every fault, not only the first', () => {
    expect(faultsOf({ extra: 1, pages: 0, grade: 'x' })).toEqual([
      'extra form.unknown-field',
      'title form.required',
      'pages form.too-small',
      'grade form.not-a-choice',
    ])
  })

  test('FEA-C9 knows no form by a name that only an object has', () => {
    for (const id of ['', 'toString', '__proto__', 'Create']) {
      expect(isFormId(id)).toBe(false)
      expect(() => formOf(id)).toThrow(RangeError)
    }
  })
})

describe('what a form accepts', () => {
  test('FEA-C9 keeps the values of their kinds and leaves out what was not filled in', () => {
    const values = {
      title: '甲',
      pages: 7,
      formedOn: '2024-02-29',
      grade: 'internal',
      isSame: false,
      note: '',
    }
    const { note, ...kept } = values
    expect([note, checkForm(schema, values)]).toEqual(['', { kind: 'ok', values: kept }])
  })

  test('FEA-C9 stores texts trimmed, in NFC, with plain line ends', () => {
    expect(checkForm(schema, { title: ' e\u0301 ', note: '一\r\n二\t三' })).toEqual({
      kind: 'ok',
      values: { title: 'é', note: '一\n二\t三' },
    })
  })

  test('FEA-C9 stores minus nought as nought, so that the canonical text is one', () => {
    const checked = checkForm(FORMS['hand-over-receive'], { countedPages: -0 })
    expect(checked.kind === 'ok' && Object.is(checked.values['countedPages'], 0)).toBe(true)
  })

  test('FEA-C9 counts length after NFC: ten letters with accents fit ten', () => {
    expect(faultsOf({ title: 'e\u0301'.repeat(10) })).toEqual([])
    expect(faultsOf({ title: 'e\u0301'.repeat(11) })).toEqual(['title form.too-long'])
  })

  test('FEA-C9 keeps rare names: a character beyond the base plane, with its variant', () => {
    expect(checkForm(schema, { title: '𠮷\u{E0101}' })).toEqual({
      kind: 'ok',
      values: { title: '𠮷\u{E0101}' },
    })
  })

  test('FEA-C9 property: what was accepted is accepted again, unchanged', () => {
    const values = fc.record(
      {
        title: fc.string({ unit: 'binary', maxLength: 12 }),
        note: fc.string({ unit: 'grapheme' }),
        pages: fc.oneof(fc.integer({ min: -2, max: 200 }), fc.constant(-0)),
        isSame: fc.anything(),
      },
      { requiredKeys: ['title'] },
    )
    fc.assert(
      fc.property(values, (some) => {
        const checked = checkForm(schema, some)
        if (checked.kind === 'refused') return
        expect(checkForm(schema, checked.values)).toEqual(checked)
        expect(JSON.parse(JSON.stringify(checked.values))).toEqual(checked.values)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the table of forms', () => {
  const forms: readonly FormSchema[] = Object.values(FORMS)
  const fields: readonly (readonly [string, FormField])[] = forms.flatMap((form) =>
    form.fields.map((field) => [form.id, field] as const),
  )

  test('FEA-C9 stands under its own id, with distinct fields and a label in both languages', () => {
    expect(Object.keys(FORMS)).toEqual(forms.map((form) => form.id))
    for (const form of forms) {
      const names = form.fields.map((field) => field.name)
      expect(new Set(names).size).toBe(names.length)
      expect([form.title.zh, form.title.en].every((title) => title !== '')).toBe(true)
      expect(formOf(form.id)).toBe(form)
    }
    expect(fields.filter(([, field]) => field.zh === '' || field.en === '')).toEqual([])
  })

  test('FEA-C9 gives choices to choices alone, and bounds to every number', () => {
    for (const [form, field] of fields) {
      const at = `${form}.${field.name}`
      expect([at, field.choices !== undefined]).toEqual([at, field.kind === 'choice'])
      expect([at, field.min !== undefined && field.max !== undefined]).toEqual([at, field.kind === 'integer'])
    }
  })

  test('REQ-23 a witness signs only with method, place and date', () => {
    const checked = checkForm(FORMS['witness-sign'], {})
    expect(checked.kind === 'refused' && checked.faults.map((fault) => fault.field)).toEqual([
      'method',
      'place',
      'destroyedOn',
    ])
  })

  test('REG-24 filing for record needs its number and date', () => {
    expect(checkForm(FORMS['file-for-record'], { number: '示社函〔2037〕8号' })).toMatchObject({
      faults: [{ field: 'filedOn', code: 'form.required' }],
    })
    expect(
      checkForm(FORMS['file-for-record'], { number: '示社函〔2037〕8号', filedOn: '2037-02-28' }).kind,
    ).toBe('ok')
  })

  test('REG-10 no form offers the grade of a state secret', () => {
    for (const grade of ['秘密', '机密', '绝密', 'secret', 'MM', 'JM', 'UM']) {
      const values = { scanPolicy: 'always', grade, openingState: 'controlled' }
      expect(checkForm(FORMS.appraise, values)).toMatchObject({
        faults: [{ field: 'grade', code: 'form.not-a-choice' }],
      })
    }
  })

  test('REQ-22 an opinion without words is none', () => {
    expect(checkForm(FORMS.opinion, { opinion: ' ' })).toMatchObject({
      faults: [{ field: 'opinion', code: 'form.required' }],
    })
  })
})
