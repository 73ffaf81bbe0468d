import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { PRINTED_FORM_NAMES, PRINTED_FORMS, printedForms, type FileForPrint } from '#domain/printed-forms.ts'

const file: FileForPrint = {
  archivalCode: 'J021-ZY·SY·DY·2016·D10-0001',
  title: '失业保险待遇案卷',
  fondsCode: 'J021',
  fondsName: '示范市社会保险基金管理中心全宗',
  className: '失业保险待遇核定材料',
  formingUnit: '失业保险科',
  custodyUnit: '办公室（档案）',
  formedOn: plainDate('2016-03-02'),
  period: '10年',
  pages: 3,
  items: [
    {
      title: '核定表',
      responsible: '科室',
      documentNo: '3号',
      formedOn: plainDate('2016-03-05'),
      firstPage: 1,
      lastPage: 1,
    },
    {
      title: '登记表',
      responsible: '科室',
      documentNo: null,
      formedOn: plainDate('2016-03-02'),
      firstPage: 2,
      lastPage: 3,
    },
  ],
  filing: null,
  handOver: null,
  shelf: null,
}
const ids = (over: Partial<FileForPrint>) => printedForms({ ...file, ...over }).map(({ id }) => id)
const valuesOf = (id: string, over: Partial<FileForPrint> = {}) => {
  const form = printedForms({ ...file, ...over }).find((one) => one.id === id)
  return Object.fromEntries((form?.facts ?? []).map(({ source, value }) => [source, value]))
}
const shelf = { barcode: 'K1-01-01', boxNumber: '12' }
const handOver = {
  sender: '沈知秋',
  receiver: '韩书宁',
  on: plainDate('2027-03-01'),
  copies: null,
  pages: 3,
  remarks: '',
}

describe('the forms of a file', () => {
  test('a form whose step has not come is not printed', () => {
    expect(ids({})).toEqual(['F05', 'F06'])
    const filing = { by: '沈知秋', on: plainDate('2027-03-01'), state: '完好', checkedBy: '' }
    expect(ids({ filing, handOver })).toEqual(['F05', 'F06', 'F07', 'F09'])
    expect(ids({ filing, handOver, shelf })).toEqual([...PRINTED_FORMS])
    expect(Object.keys(PRINTED_FORM_NAMES)).toEqual([...PRINTED_FORMS])
  })

  test('FEA-G6 the cover counts items and pages between the first and the last day', () => {
    expect(valuesOf('F05')).toMatchObject({
      'F05-4': '2016-03-02 – 2016-03-05',
      'F05-6': '2',
      'F05-7': '3',
      'F05-9': file.archivalCode,
    })
    expect(valuesOf('F05', { items: [] })).toMatchObject({ 'F05-4': '2016-03-02', 'F05-6': '0' })
  })

  test('the contents list has a line for each entry, with its pages', () => {
    const form = printedForms(file).find(({ id }) => id === 'F06')
    expect(form?.table?.rows.map((row) => row.at(-2))).toEqual(['1', '2–3'])
    expect(form?.table?.rows.every((row) => row.length === form.table?.columns.length)).toBe(true)
  })

  test('both signatures stand on one slip, and what nobody has said is left for a pen', () => {
    expect(valuesOf('F09', { handOver })).toMatchObject({
      'F09-7': '',
      'F09-8': '3',
      'F09-9': '沈知秋',
      'F09-10': '韩书宁',
    })
  })

  test('FEA-G6 spine and label name box and cell', () => {
    expect(valuesOf('F04', { shelf })).toMatchObject({
      'F04-1': 'J021',
      'F04-2': '2016',
      'F04-5': '1–2',
      'F04-6': '12',
    })
    expect(printedForms({ ...file, shelf }).at(-1)).toMatchObject({
      id: 'box-label',
      code: file.archivalCode,
    })
  })
})
