import type { SentMetadata } from '#domain/transfer-tree.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

/** What was said of a record itself, each field with its name in the newest scheme, elements of DA/T 46 first and in their order. */
export async function readMetadata(tx: Sql | Tx, recordId: string): Promise<readonly SentMetadata[]> {
  return await tx<SentMetadata[]>`
    with scheme as (
      select f.field, f.ordinality as at from (
        select document from reference_table where key = 'metadata-scheme' order by version desc limit 1) newest
        cross join lateral jsonb_array_elements(newest.document->'fields') with ordinality as f(field, ordinality))
    select said.id, named.name, said.texts as values
    from record_metadata m cross join lateral jsonb_each(m.values) as said(id, texts)
      cross join lateral (select s.field->>'zh' as name, s.at from scheme s where s.field->>'id' = said.id order by s.at limit 1) named
    where m.id = ${recordId} order by named.at`
}

/** Ids of fields that name persons, in the newest scheme: searches for a person alone look into them. */
export async function readPersonalFields(tx: Tx): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select distinct f->>'id' as id from (
      select document from reference_table where key = 'metadata-scheme' order by version desc limit 1) newest
      cross join lateral jsonb_array_elements(newest.document->'fields') f
    where (f->>'isPersonal')::boolean`
  return rows.map(({ id }) => id)
}
