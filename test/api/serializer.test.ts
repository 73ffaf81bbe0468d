import { expect, test } from 'vitest'
import { z } from 'zod'
import { serializerFor } from '#api/plugins/serializer.ts'

const served = (schema: z.ZodType, data: unknown, answers: 'checked' | 'trusted' = 'trusted'): unknown =>
  JSON.parse(serializerFor(answers)({ schema, method: 'GET', url: '/', httpStatus: '200' })(data))

const Name = z.object({ zh: z.string() })

test.each([
  ['an object', Name, { zh: '甲', secret: 1 }, { zh: '甲' }],
  ['a list', z.array(Name), [{ zh: '甲', secret: 1 }], [{ zh: '甲' }]],
  [
    'a field that may be null',
    z.object({ name: Name.nullable() }),
    { name: { zh: '甲', secret: 1 } },
    { name: { zh: '甲' } },
  ],
  ['a field that may be left out', z.object({ name: Name.optional() }), { secret: 1 }, {}],
  ['names by id', z.record(z.string(), Name), { a: { zh: '甲', secret: 1 } }, { a: { zh: '甲' } }],
  [
    'one of several kinds',
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), of: Name }),
      z.object({ kind: z.literal('b'), to: z.int() }),
    ]),
    { kind: 'a', of: { zh: '甲', secret: 1 }, to: 2 },
    { kind: 'a', of: { zh: '甲' } },
  ],
  ['a number or a word', z.union([z.literal('permanent'), z.int()]), 30, 30],
])('what the schema of %s does not name leaves by neither way', (_name, schema, data, expected) => {
  expect(served(schema, data)).toEqual(expected)
  expect(served(schema, data, 'checked')).toEqual(expected)
})

test('an answer of several shapes, of which nothing could be left out, is not served', () => {
  expect(() => served(z.union([Name, z.object({ en: z.string() })]), {})).toThrow('several shapes')
  expect(() => served(z.object({ one: z.array(z.union([Name, z.string()])) }), {}, 'checked')).toThrow(
    'several shapes',
  )
})
