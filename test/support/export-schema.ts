import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ParseOption, XmlDocument, XsdValidator } from 'libxml2-wasm'
import { SCHEMA_PATH } from '#domain/export.ts'

/** Every XML document of an exported bag held against the schema that lies in the bag; what is wrong with which, and how many were held. */
export function faultsOfDocuments(folder: string): {
  readonly documents: number
  readonly faults: readonly string[]
} {
  const schema = XmlDocument.fromBuffer(readFileSync(join(folder, 'data', SCHEMA_PATH)))
  const validator = XsdValidator.fromDoc(schema)
  try {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.xml'),
    )
    const documents = paths.filter((path) => !path.includes('/contents/'))
    return {
      documents: documents.length,
      faults: documents.flatMap((path) => faultOf(validator, folder, path)),
    }
  } finally {
    validator.dispose()
    schema.dispose()
  }
}

function faultOf(validator: XsdValidator, folder: string, path: string): readonly string[] {
  const document = XmlDocument.fromBuffer(readFileSync(join(folder, path)), {
    option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_HUGE,
  })
  try {
    validator.validate(document)
    return []
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`]
  } finally {
    document.dispose()
  }
}
