import { expect, test } from 'vitest'
import { setArchiveFormats } from '#domain/acts/archive-formats.ts'
import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import { arranged, tries } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { Structure } from '#test/support/structure.ts'

test('REQ-49 the list is set anew as a whole and each former one stays; one that is in force already is no change, in whatever order', () => {
  const world = new Structure()
  const named = { ...SHIPPED_FORMATS, mediaTypes: SHIPPED_FORMATS.mediaTypes.toReversed(), basis: 'DA/T 47' }
  const sets = (list: Partial<typeof named>) =>
    world.act('head', (f) => setArchiveFormats(f, { ...named, ...list }, SHIPPED_FORMATS))
  expect(sets({})).toMatchObject({ code: 'formats.same' })
  sets({ moment: 'filing' })
  sets({ mediaTypes: ['image/tiff', 'image/tiff'] })
  expect(world.bureau.rows.all('archiveFormatList')).toMatchObject([
    { number: 1, moment: 'filing', basis: 'DA/T 47', setBy: 'head' },
    { number: 2, mediaTypes: ['image/tiff'], moment: 'transfer' },
  ])
})

test('REQ-43 REQ-49 nothing is filed in another format where conversion is asked for at filing, and all of it where it is asked for later', () => {
  const world = new World()
  const id = arranged(world)
  const files = () => tries(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  const mediaTypes = ['image/tiff']
  world.reference = { ...aReference(), archiveFormats: () => ({ mediaTypes, moment: 'filing' }) }
  expect(files()).toMatchObject({
    code: 'record.not-archival',
    detail: { objects: [{ mediaType: 'application/pdf' }], mediaTypes },
  })
  world.reference = { ...aReference(), archiveFormats: () => ({ mediaTypes, moment: 'transfer' }) }
  expect(files()).toMatchObject({ kind: 'decided' })
})
