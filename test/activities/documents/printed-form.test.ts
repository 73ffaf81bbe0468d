import { expect, test } from 'vitest'
import { renderPrintedForm } from '#activities/documents/printed-form.ts'
import { extractText } from '#activities/documents/pdf.ts'
import type { PrintedForm } from '#domain/printed-forms.ts'

const label: PrintedForm = {
  id: 'box-label',
  facts: [{ label: ['档号', 'Archival code'], value: 'J021-ZY·SY·DY·2016·D10-0001', source: 'F05-9' }],
  code: 'J021-ZY·SY·DY·2016·D10-0001',
}
const contents: PrintedForm = {
  id: 'F06',
  facts: [],
  table: {
    columns: [
      { label: ['顺序号', 'No.'], share: 1 },
      { label: ['题名', 'Title'], share: 4 },
    ],
    rows: Array.from({ length: 120 }, (_, index) => [String(index + 1), `第${index + 1}份材料`]),
  },
}
const render = (form: PrintedForm) =>
  renderPrintedForm({ form, siteName: '示范市人力社保电子档案馆', createdAt: '2027-03-01T00:00:00.000Z' })

test('FEA-G6 a label is PDF/A with its words and its code, the same each time', async () => {
  const [once, again] = [await render(label), await render(label)]
  expect(once.equals(again)).toBe(true)
  const [page] = (await extractText(once)).pages
  expect(page?.text).toMatch(/盒签[\s\S]*J021-ZY·SY·DY·2016·D10-0001/)
  expect(once.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>')
})

test('a long contents list goes on over pages and loses no line', async () => {
  const { pages } = await extractText(await render(contents))
  expect(pages.length).toBeGreaterThan(2)
  const text = pages.map((page) => page.text).join('\n')
  expect(
    Array.from({ length: 120 }, (_, index) => text.includes(`第${index + 1}份材料`)).every(Boolean),
  ).toBe(true)
})
