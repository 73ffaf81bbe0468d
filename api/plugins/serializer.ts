import type { FastifySchema } from 'fastify'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'
import { z } from 'zod'

type Pick = (value: unknown) => unknown

/**
 * Answers leave the server through their schema: what it does not name is dropped. Proving every value as well costs three
 * times as much and is done in tests; a fault there is ours, never the caller's.
 */
export function serializerFor(answers: 'checked' | 'trusted'): FastifySerializerCompiler<FastifySchema> {
  return ({ schema }) => {
    if (!(schema instanceof z.ZodType)) return (data) => JSON.stringify(data)
    if (answers === 'checked') return (data) => JSON.stringify(schema.parse(data))
    const pick = pickerOf(schema)
    return (data) => JSON.stringify(pick(data))
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
  return (value) => value
}

function objectPicker(schema: z.ZodObject): Pick {
  const fields = Object.entries(schema.shape).map(
    ([name, field]) => [name, pickerOf(field as z.ZodType)] as const,
  )
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    const source = value as Readonly<Record<string, unknown>>
    return Object.fromEntries(fields.map(([name, pick]) => [name, pick(source[name])]))
  }
}
