import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { renderCertificate } from '#activities/documents/certificate.ts'
import { recogniseFormat } from '#activities/documents/format.ts'
import { extractText } from '#activities/documents/pdf.ts'
import { renderRegister } from '#activities/documents/register.ts'
import { visibleText } from '#activities/documents/visible-text.ts'
import { aCertificateView, aCertifiedItem, aRegisterView } from '#scripts/pdf/disposal-papers.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const wordsOf = async (pdf: Buffer): Promise<string[]> =>
  (await extractText(pdf)).pages.map((page) => page.text.replaceAll(/\s+/g, ''))

describe('the certificate of destruction', () => {
  test('REQ-23 is not issued without two witnesses', async () => {
    await expect(renderCertificate(aCertificateView({ witnesses: [] }))).rejects.toThrow(
      'certificate.witnesses-missing',
    )
  })

  test('REQ-23 names both witnesses, method, place and time', async () => {
    const text = (await wordsOf(await renderCertificate(aCertificateView()))).join('')
    for (const word of [
      '孙若溪',
      '钱牧之',
      '删除全部版本并回收存储块',
      '示范市局机房',
      '2031-04-0214:31:12(UTC+8)',
    ]) {
      expect(text).toContain(word)
    }
  })

  test('FEA-B21 says how many of a class were kept as a sample, and how they were drawn', async () => {
    const samples = [
      { classCode: 'SI-5-03', kept: 12, population: 118, interval: { n: 10, start: 3 } },
      { classCode: 'SI-5-04', kept: 1, population: 9 },
    ]
    const text = (await wordsOf(await renderCertificate(aCertificateView({ samples })))).join('')
    for (const word of ['SI-5-0312/118件', '自第3件起每10件取一件', 'SI-5-041/9件', '选样留存'])
      expect(text).toContain(word)
  })

  test('PRM-8 shows every digest and the hashes it is bound to', async () => {
    const view = aCertificateView()
    const text = (await wordsOf(await renderCertificate(view))).join('')
    for (const hash of [
      view.registerHash,
      view.proof.ledgerHead,
      ...view.items.flatMap((item) => item.digests),
    ]) {
      expect(text).toContain(hash)
    }
  })

  test('FEA-D11 the same view gives the same bytes, another view others', async () => {
    const first = sha256(await renderCertificate(aCertificateView()))
    expect(sha256(await renderCertificate(aCertificateView()))).toBe(first)
    expect(sha256(await renderCertificate(aCertificateView({ place: '示范市档案馆' })))).not.toBe(first)
  })

  test('FEA-D11 claims PDF/A-2b in the file and carries nothing active', async () => {
    const format = await recogniseFormat(await renderCertificate(aCertificateView()), '证明书.pdf')
    expect(format).toMatchObject({ puid: 'fmt/276', matchesExtension: 'yes' })
    expect(format.findings).toEqual([{ code: 'pdf.claims-pdfa', detail: '2B' }])
  })

  test('many items run over pages, each with the table head and its number of all', async () => {
    const items = Array.from({ length: 40 }, (_, index) => aCertifiedItem(index + 1))
    const pages = await wordsOf(await renderCertificate(aCertificateView({ items })))
    expect(pages.length).toBeGreaterThan(2)
    pages.forEach((page, index) => expect(page).toContain(`第${index + 1}页/共${pages.length}页`))
    expect(pages[1]).toContain('档号')
    expect(pages.join('')).toContain('D10-0040')
  })

  test.each([1, 4, 8])(
    'FEA-D11 with %i opinions before it the heading of the items stands on the page of its first row, however tall',
    async (count) => {
      const [opinion] = aCertificateView().opinions
      const opinions = Array.from({ length: count }, () => opinion).filter((one) => one !== undefined)
      const items = [aCertifiedItem(1, { title: '长'.repeat(300) })]
      const pages = await wordsOf(await renderCertificate(aCertificateView({ opinions, items })))
      const withHeading = pages.filter((page) => page.includes('三、销毁明细'))
      expect(withHeading).toHaveLength(1)
      expect(withHeading[0]).toContain('D10-0001')
    },
  )

  test('FLT-20 characters that the font lacks stand as code points, none is lost', async () => {
    const items = [aCertifiedItem(1, { title: '关于𠮷田🙂\u202E同志 שלום' })]
    const text = (await wordsOf(await renderCertificate(aCertificateView({ items })))).join('')
    expect(text).toContain('关于〔U+20BB7〕田〔U+1F642U+202E〕同志〔U+05E9U+05DCU+05D5U+05DD〕')
  })

  test('a title of thousands of characters is shortened visibly and breaks no page', async () => {
    const items = [aCertifiedItem(1, { title: '长'.repeat(4_000) }), aCertifiedItem(2)]
    const pages = await wordsOf(await renderCertificate(aCertificateView({ items })))
    expect(pages.length).toBeLessThanOrEqual(4)
    expect(pages.join('')).toContain('长……')
  })
})

describe('the destruction register', () => {
  test('is not drawn without items', async () => {
    await expect(renderRegister(aRegisterView({ items: [] }))).rejects.toThrow('has no items')
  })

  test('REQ-24 FEA-D12 carries every field of form F16', async () => {
    const text = (await wordsOf(await renderRegister(aRegisterView()))).join('')
    const fields = [
      '顺序号',
      '档案类别',
      '档案名称',
      '档号',
      '密级',
      '保管期限',
      '份数',
      '页数',
      '销毁原因',
      '鉴定意见',
      '批准人',
      '销毁时间',
      '销毁地点',
      '销毁方式',
      '档案管理员',
      '监销人（不少于两人）',
      '备注',
    ]
    for (const field of fields) expect(text).toContain(field)
  })

  test('the same view gives the same bytes', async () => {
    const [first, second] = [await renderRegister(aRegisterView()), await renderRegister(aRegisterView())]
    expect(sha256(first)).toBe(sha256(second))
  })
})

test('FLT-20 controls, selectors and private characters never print as themselves', () => {
  const everything = (): boolean => true
  expect(visibleText('a\u0000b\u200Bc\uE000d\uFE0F', everything)).toBe(
    'a〔U+0000〕b〔U+200B〕c〔U+E000〕d〔U+FE0F〕',
  )
  expect(visibleText(' one\n two\t', everything)).toBe('one two')
})
