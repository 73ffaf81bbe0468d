import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

/**
 * What search looks into: derived from records, their contents lists and the text of their pages, written by the index's own work, never
 * in the commit of an act, and erased with the record. Read through `search_hits` alone.
 */
export const searchEntry = pgTable(
  'search_entry',
  {
    recordId: uuid('record_id').notNull(),
    /** The record itself, or the object of which this is a page. */
    sourceId: uuid('source_id').notNull(),
    /** Of its object; 0 is what the record says of itself, -1 whom it is about. */
    page: integer('page').notNull(),
    /** Higher is newer. All entries of a record share one. */
    number: bigint('number', { mode: 'number' }).notNull(),
    /** Grams of the text, and the marks by which readers and filters narrow: see search_marks. */
    grams: integer('grams').array().notNull(),
    text: text('text').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.recordId, t.sourceId, t.page] }),
    // Without a pending list: whoever searches would read it through.
    index('search_entry_grams').using('gin', t.grams).with({ fastupdate: false }),
    index('search_entry_number').on(sql`${t.number} desc`),
  ],
)

/** Records of which something that is searched has changed; said by triggers in the commit of the change. */
export const searchDue = pgTable('search_due', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  recordId: uuid('record_id').notNull(),
})
