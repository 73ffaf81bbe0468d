import type { RecordedEvent } from '#domain/events.ts'
import type { MetadataValues } from '#domain/metadata.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { Rows } from '#domain/state.ts'

export const METADATA_REDUCERS: Reducers = {
  'record.metadata-set': (rows, e) => {
    const id = e.data.itemId ?? e.stream.id
    const said = saidIn(e)
    const values = said === undefined ? null : put(rows.get('recordMetadata', id)?.values ?? {}, said.after)
    rows.put('recordMetadata', { id, subjectId: e.stream.id, itemId: e.data.itemId, values })
  },
  'record.related': (rows, { stream, data: { id, relation, otherId, reason }, on, actor }) =>
    rows.put('recordRelation', {
      id,
      subjectId: stream.id,
      type: relation,
      otherId,
      reason,
      relatedOn: on,
      relatedBy: actor,
      withdrawnOn: null,
      withdrawnBy: null,
      withdrawReason: null,
    }),
  'record.relation-withdrawn': (rows, { data: { id, reason }, on, actor }) =>
    rows.change('recordRelation', id, { withdrawnOn: on, withdrawnBy: actor, withdrawReason: reason }),
}

/** Values go with a destruction or a release, as a fold leaves them whose personal values were erased. */
export function clearMetadata(rows: Rows): void {
  for (const row of rows.all('recordMetadata')) rows.change('recordMetadata', row.id, { values: null })
}

interface Said {
  readonly before: MetadataValues
  readonly after: MetadataValues
}

/** Of the fields that one act changed, what stood there and what stands there now; undefined once erased. */
export function saidIn(e: Pick<RecordedEvent<'record.metadata-set'>, 'personal'>): Said | undefined {
  const text = e.personal?.['valuesDigest']
  return text === undefined ? undefined : (JSON.parse(text) as Said)
}

function put(standing: MetadataValues, after: MetadataValues): MetadataValues {
  const all = Object.entries({ ...standing, ...after }).filter(([, texts]) => texts.length > 0)
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
