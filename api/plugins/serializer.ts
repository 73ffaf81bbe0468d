import type { FastifySchema } from 'fastify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'

type Pick = (value: unknown) => unknown

/**
 * Answers leave the server through their schema: what it does not name is dropped. Proving every value as well costs three
 * times as much and is done in tests; a fault there is ours, never the caller's.
 * @throws Error at the start, on a schema of which it is not certain what it names
 */
export function serializerFor(answers: 'checked' | 'trusted'): FastifySerializerCompiler<FastifySchema> {
  return ({ schema }) => {
    if (!(schema instanceof z.ZodType)) return (data) => JSON.stringify(data)
    const pick = pickerOf(schema)
    return (data) => JSON.stringify(answers === 'checked' ? schema.parse(data) : pick(data))
  }
}

function pickerOf(schema: z.ZodType): Pick {
  if (schema instanceof z.ZodObject) return objectPicker(schema)
  if (schema instanceof z.ZodArray) {
    const pick = pickerOf(schema.element as z.ZodType)
    return (value) => (Array.isArray(value) ? value.map(pick) : value)
  }
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    const pick = pickerOf(schema.unwrap() as z.ZodType)
    return (value) => (value === null || value === undefined ? value : pick(value))
  }
  if (schema instanceof z.ZodRecord) {
    const pick = pickerOf(schema.valueType as z.ZodType)
    return (value) =>
      isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pick(one)]))
        : value
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return kindPicker(schema)
  if (isUnsure(schema)) throw new Error(`an answer of several shapes (${schema.type}) cannot be picked from`)
  return (value) => value
}

const SIMPLE = [z.ZodString, z.ZodNumber, z.ZodBoolean, z.ZodLiteral, z.ZodEnum]
const UNSURE = [z.ZodIntersection, z.ZodTuple, z.ZodLazy, z.ZodPipe]

/** Of a union of plain values nothing needs to be left out; of anything else with several shapes it is not known what. */
function isUnsure(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodUnion)
    return !schema.options.every((one) => SIMPLE.some((kind) => one instanceof kind))
  return UNSURE.some((kind) => schema instanceof kind)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function objectPicker(schema: z.ZodObject): Pick {
  const fields = Object.entries(schema.shape).map(
    ([name, field]) => [name, pickerOf(field as z.ZodType)] as const,
  )
  return (value) =>
    isObject(value) ? Object.fromEntries(fields.map(([name, pick]) => [name, pick(value[name])])) : value
}

/** Of an answer that says of which kind it is: what the schema of that kind names. */
function kindPicker({ def, options }: z.ZodDiscriminatedUnion): Pick {
  const { discriminator } = def
  const byKind = new Map<unknown, Pick>()
  for (const option of options) {
    const kind = option instanceof z.ZodObject ? option.shape[discriminator] : undefined
    if (!(option instanceof z.ZodObject) || !(kind instanceof z.ZodLiteral))
      throw new Error(`an answer of several shapes has one without a literal "${discriminator}"`)
    for (const value of kind.values) byKind.set(value, objectPicker(option))
  }
  return (value) => {
    if (!isObject(value)) return value
    const pick = byKind.get(value[discriminator])
    if (pick === undefined) throw new Error(`no shape of the answer is for "${String(value[discriminator])}"`)
    return pick(value)
  }
}
