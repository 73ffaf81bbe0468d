import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  BAG_DECLARATION,
  bagInfoText,
  faultsOfBag,
  isUnsafePath,
  MANIFEST,
  manifestText,
  oxumOf,
  parseManifest,
  TAG_MANIFEST,
} from '#domain/bag.ts'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]

describe('a manifest', () => {
  test.each(['', 'zz  data/a', `${A}`, `${A}  data/a\n${B}  data/a\n`])(
    '%j is none, or says a file twice',
    (text) => {
      expect(text === '' ? parseManifest(text)?.size : parseManifest(text)).toBe(text === '' ? 0 : undefined)
    },
  )

  test('FEA-J2 any path comes back as it was, line ends and % included', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !/[\u2028\u2029]/u.test(text))
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        const paths = names.map((one) => `data/${one}`).sort()
        const parsed = parseManifest(manifestText(paths.map((path) => ({ path, sha256: A }))))
        expect([...(parsed?.keys() ?? [])].sort()).toEqual(paths)
      }),
    )
    expect.hasAssertions()
  })
})

test.each([
  '/etc/passwd',
  '../x',
  'data/../../x',
  'data//x',
  'data\\x',
  'data/\u0000',
  '~/x',
  'data/./x',
  '',
])('%j is no path of a bag', (path) => {
  expect(isUnsafePath(path)).toBe(true)
})

describe('what is wrong with a bag', () => {
  const payload = [{ path: 'data/一.txt', sha256: A, sizeBytes: 3 }]
  const info = bagInfoText([['Payload-Oxum', oxumOf(payload)]])
  const tags = new Map([
    ['bagit.txt', BAG_DECLARATION],
    ['bag-info.txt', info],
    [MANIFEST, manifestText(payload)],
  ])
  const tagFiles = [...tags.keys()].map((path) => ({ path, sha256: B, sizeBytes: 1 }))
  const whole = new Map([...tags, [TAG_MANIFEST, manifestText(tagFiles)]])
  const files = [...payload, ...tagFiles, { path: TAG_MANIFEST, sha256: B, sizeBytes: 1 }]

  test('REG-12 FEA-J2 nothing, when every digest, count and path agrees', () => {
    expect(faultsOfBag({ files, tags: whole })).toEqual([])
  })

  test('another declaration, no manifest, an unreadable one, and another total', () => {
    const codes = (over: readonly (readonly [string, string])[], without: readonly string[] = []) =>
      faultsOfBag({
        files,
        tags: new Map([...whole, ...over].filter(([name]) => !without.includes(name))),
      }).map(({ code }) => code)
    expect(codes([['bagit.txt', 'BagIt-Version: 0.97\n']])).toEqual(['bag.declaration-unknown'])
    expect(codes([], ['bagit.txt'])).toEqual(['bag.declaration-missing'])
    expect(codes([], [MANIFEST])).toEqual(['bag.manifest-missing'])
    expect(codes([[MANIFEST, 'x']])).toEqual(['bag.manifest-unreadable'])
    expect(codes([['bag-info.txt', 'Payload-Oxum: 4.1\n']])).toEqual(['bag.total-differs'])
  })

  test('REG-12 FEA-J2 a file changed, missing, and one that nobody listed', () => {
    const changed = files.map((file) => (file.path === 'data/一.txt' ? { ...file, sha256: B } : file))
    expect(faultsOfBag({ files: changed, tags: whole })).toEqual([
      { code: 'bag.digest-differs', path: 'data/一.txt' },
    ])
    const other = files.map((file) => (file.path === 'data/一.txt' ? { ...file, path: 'data/二.txt' } : file))
    expect(faultsOfBag({ files: other, tags: whole })).toEqual([
      { code: 'bag.file-missing', path: 'data/一.txt' },
      { code: 'bag.file-unlisted', path: 'data/二.txt' },
    ])
  })
})
