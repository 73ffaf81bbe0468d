import { describe, expect, test } from 'vitest'
import {
  catalogueSchema,
  catalogueXml,
  contentPath,
  metadataPath,
  metadataXml,
  periodName,
  README_KEYS,
  readmeText,
  REQUIRED_METADATA,
  safeSegment,
} from '#domain/transfer-tree.ts'
import { aSentBatch } from '#test/support/transfer.ts'

const batch = aSentBatch()
const [record] = batch.records
if (record === undefined) throw new Error('a batch has a record')

describe('names on any file system', () => {
  test.each([
    ['J021-ZY·SY·DY-2014-Y-0001', 'J021-ZY·SY·DY-2014-Y-0001'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['../x', '__x'],
    ['a\u0000b\n', 'a_b_'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeSegment(name)).toBe(safe)
  })

  test('REG-11 a folder for each archival code; contents are named from it and a serial number', () => {
    expect(metadataPath(batch, record)).toBe(`J021/SI-5-07/${record.archivalCode}/电子档案元数据.XML`)
    expect(contentPath(batch, record, 0)).toBe(
      `J021/SI-5-07/${record.archivalCode}/${record.archivalCode}-0001.pdf`,
    )
    expect(() => contentPath(batch, record, 9)).toThrow('no object')
  })
})

describe('what is written', () => {
  test('REG-11 the readme has every required key with a value, one line each', () => {
    const lines = readmeText({ ...batch, title: '甲\n乙' }).split('\n')
    for (const key of README_KEYS) expect(lines.filter((line) => line.startsWith(`${key}：`))).toHaveLength(1)
    expect(lines.some((line) => line.endsWith('甲 乙'))).toBe(true)
  })

  test('FEA-A4 REG-12 what was said of a record goes along: elements by their names, fields of forms apart', () => {
    const metadata = [
      { id: 'M26', name: '主题词', values: ['失业', '<待遇>'] },
      { id: 'M32', name: '责任者', values: ['示范市失业保险处'] },
      { id: 'F28-1', name: '案件号', values: ['示劳人仲字〔2016〕12号'] },
    ]
    const xml = metadataXml(batch, { ...record, metadata })
    expect(xml).toContain('<主题词>失业</主题词>')
    expect(xml).toContain('<主题词>&lt;待遇&gt;</主题词>')
    expect(xml.match(/<责任者>/g)).toHaveLength(1)
    expect(xml).toContain('<责任者>示范市失业保险处</责任者>')
    expect(xml).toMatch(
      /<业务元数据>\s*<标识>F28-1<\/标识>\s*<名称>案件号<\/名称>\s*<值>示劳人仲字〔2016〕12号<\/值>\s*<\/业务元数据>/,
    )
  })

  test('titles cannot break out of the XML, and control characters are left out', () => {
    const evil = { ...record, title: '<a>&"\u0001</题名>' }
    const xml = catalogueXml({ ...batch, records: [evil] })
    expect(xml).toContain('<题名>&lt;a&gt;&amp;&quot;&lt;/题名&gt;</题名>')
    expect(metadataXml(batch, evil)).toContain('&lt;a&gt;')
  })

  test('REG-11 REG-12 metadata have what must be there, each file with its digest, and what was done', () => {
    const xml = metadataXml(batch, record)
    for (const name of REQUIRED_METADATA) expect(xml).toMatch(new RegExp(`<${name}>[^<]+</${name}>`, 'u'))
    expect(xml).toContain(`<SHA-256>${record.objects[0]?.sha256}</SHA-256>`)
    expect(xml).toContain('<行为>归档</行为>')
    expect(catalogueSchema()).toContain('name="档号"')
    expect([periodName(null), periodName(30)]).toEqual(['永久', '30年'])
  })
})
