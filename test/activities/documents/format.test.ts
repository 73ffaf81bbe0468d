import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { recogniseFormat } from '#activities/documents/format.ts'
import { wordsOf } from '#activities/documents/text-signature.ts'
import { aPdf, aPng, anEncryptedPdf, aTruncatedPdf, aZip } from '#test/support/documents.ts'

const codesOf = async (bytes: Uint8Array, name: string): Promise<string[]> =>
  (await recogniseFormat(bytes, name)).findings.map((finding) => finding.code)

describe('files that are not what they seem', () => {
  test('FLT-19 a picture called .pdf is reported as lying, with its true type', async () => {
    const format = await recogniseFormat(await aPng({ width: 4, height: 4 }), '通知.pdf')
    expect(format).toMatchObject({ mediaType: 'image/png', matchesExtension: 'no' })
    expect(format.findings).toEqual([{ code: 'format.lies', detail: 'image/png' }])
  })

  test('FLT-19 a program called .pdf is reported as lying', async () => {
    const program = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), Buffer.alloc(256)])
    expect(await codesOf(program, '通知.pdf')).toContain('format.lies')
  })

  test('FLT-19 an encrypted PDF is flagged', async () => {
    expect(await codesOf(await anEncryptedPdf(), 'a.pdf')).toContain('pdf.encrypted')
  })

  test('FLT-19 a PDF cut off in the middle lacks its end', async () => {
    expect(await codesOf(await aTruncatedPdf(), 'a.pdf')).toContain('pdf.end-missing')
  })

  test('FLT-19 JavaScript and embedded files are flagged', async () => {
    const pdf = await aPdf({
      pages: 1,
      javascript: 'app.alert(1)',
      attachment: { name: 'a.exe', bytes: Buffer.from('MZ') },
    })
    expect(await codesOf(pdf, 'a.pdf')).toEqual(['pdf.javascript', 'pdf.embedded-files'])
  })

  test('FLT-19 names written in hexadecimal do not hide a launch action', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</S/L#61unch/F(cmd.exe)>>endobj\n%%EOF', 'latin1')
    expect(await codesOf(pdf, 'a.pdf')).toEqual(['pdf.launch-action'])
  })

  test('FLT-19 active content inside a compressed object stream is found', async () => {
    const packed = deflateSync(Buffer.from('5 0 <</S/JavaScript/JS(app.alert\\(1\\))>>'))
    const pdf = Buffer.concat([
      Buffer.from(
        `%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>stream\n`,
      ),
      packed,
      Buffer.from('\nendstream endobj\n%%EOF'),
    ])
    expect(await codesOf(pdf, 'a.pdf')).toEqual(['pdf.javascript'])
  })

  test('FLT-19 a PDF that is a zip from its end, and a PDF behind leading HTML, are flagged', async () => {
    const pdf = await aPdf({ pages: 1 })
    expect(await codesOf(Buffer.concat([pdf, aZip(['x.exe'])]), 'a.pdf')).toContain('format.trailing-archive')
    expect(await codesOf(Buffer.concat([Buffer.from('<html>'), pdf]), 'a.pdf')).toContain(
      'format.leading-bytes',
    )
  })

  test('FLT-18 a scan that stops before its directory is truncated', async () => {
    const tiff = Buffer.concat([Buffer.from('II*\0\xff\xff\0\0', 'latin1'), Buffer.alloc(64)])
    expect(await codesOf(tiff, '001.tif')).toEqual(['format.truncated'])
    const png = await aPng({ width: 40, height: 40 })
    expect(await codesOf(png.subarray(0, png.length - 16), '001.png')).toEqual(['format.truncated'])
  })

  test('FLT-19 macros in an office file are flagged', async () => {
    const names = ['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']
    expect(await codesOf(aZip(names), 'a.docm')).toEqual(['office.macros'])
  })

  test('FLT-20 text with direction controls and a page with a script are flagged', async () => {
    expect(await codesOf(Buffer.from('合同\u202Egnp.exe'), 'a.txt')).toEqual(['text.bidi-controls'])
    expect(await codesOf(Buffer.from('<html><img onerror=alert(1)></html>'), 'a.html')).toEqual([
      'html.active-content',
    ])
  })

  test('an empty file and random bytes get an answer, not an error', async () => {
    expect(await codesOf(new Uint8Array(), 'a.pdf')).toEqual(['format.empty'])
    const noise = Buffer.from(Array.from({ length: 997 }, (_, index) => (index * index * 31) % 256))
    expect((await recogniseFormat(noise, 'a.bin')).findings).toEqual([{ code: 'format.unknown' }])
  })
})

describe('formats by their bytes', () => {
  const gb18030 = Uint8Array.from([0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xca, 0xc0, 0xbd, 0xe7, 0x0a])
  const jfif = Buffer.concat([
    Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1'),
    Buffer.from([0xff, 0xd9]),
  ])
  const ooxml = (part: string): Buffer => aZip(['[Content_Types].xml', part])
  const cases: readonly (readonly [string, Uint8Array, string, string | undefined])[] = [
    ['a.pdf', Buffer.from('%PDF-1.4\n%%EOF'), 'application/pdf', 'fmt/18'],
    ['a.pdf', Buffer.from('%PDF-2.0\n%%EOF'), 'application/pdf', 'fmt/1129'],
    [
      'a.tif',
      Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), Buffer.alloc(64)]),
      'image/tiff',
      'fmt/353',
    ],
    ['a.jpg', jfif, 'image/jpeg', 'fmt/44'],
    ['a.txt', Buffer.from('社会保险'), 'text/plain', 'x-fmt/111'],
    ['b.txt', gb18030, 'text/plain', 'x-fmt/111'],
    ['a.xml', Buffer.from('<?xml version="1.0"?><a/>'), 'application/xml', 'fmt/101'],
    ['b.xml', Buffer.from('<电子文件 版本="1"><题名>通知</题名></电子文件>'), 'application/xml', 'fmt/101'],
    ['a.ofd', aZip(['OFD.xml', 'Doc_0/Document.xml']), 'application/ofd', undefined],
    [
      'a.docx',
      ooxml('word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'fmt/412',
    ],
    [
      'a.xlsx',
      ooxml('xl/workbook.xml'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'fmt/214',
    ],
    ['a.zip', aZip(['readme.txt']), 'application/zip', 'x-fmt/263'],
  ]
  test.each(cases)('FEA-K2 %s is recognised', async (name, bytes, mediaType, puid) => {
    const format = await recogniseFormat(bytes, name)
    expect(format).toMatchObject({ mediaType, matchesExtension: 'yes' })
    expect(format.puid).toBe(puid)
  })

  test('a catalogue that raises the version wins over the header', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Version/1.7>>endobj\n%%EOF')
    expect(await recogniseFormat(pdf, 'a.pdf')).toMatchObject({ version: '1.7', puid: 'fmt/276' })
  })

  test('text that is not UTF-8 keeps its name of encoding', async () => {
    expect((await recogniseFormat(gb18030, 'a.txt')).findings).toEqual([
      { code: 'text.not-utf8', detail: 'gb18030' },
    ])
  })

  test.each([
    ['UTF-8', Buffer.from('机密★5年')],
    ['GB18030', Buffer.from([0xbb, 0xfa, 0xc3, 0xdc, 0xa1, 0xef, 0x35, 0xc4, 0xea])],
    ['UTF-16', Buffer.from('\uFEFF机密★5年', 'utf16le')],
  ])('text in %s is read as it was written', async (_name, bytes) => {
    expect((await recogniseFormat(bytes, 'a.txt')).mediaType).toBe('text/plain')
    expect(wordsOf(bytes)).toBe('机密★5年')
  })

  test('a head says nothing about the end', async () => {
    const pdf = await aTruncatedPdf()
    const { findings } = await recogniseFormat(pdf, 'a.pdf', { extent: 'head' })
    expect(findings).toEqual([{ code: 'pdf.partly-examined' }])
  })

  test('a path is read like its bytes, and an unheard-of extension is no lie', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'everfile-format-'))
    try {
      const path = join(folder, 'stored')
      await writeFile(path, await aPdf({ pages: 1 }))
      expect(await recogniseFormat(path, '通知.归档')).toMatchObject({
        puid: 'fmt/276',
        matchesExtension: 'unknown',
        findings: [],
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
