import { connect } from './client.ts'

/** Makes an empty database of the product where there is none; text sorts by code point, search needs UTF-8. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const sql = connect({ url: serverUrl, name: 'everfile-create', max: 1 })
  try {
    const [known] = await sql`select 1 from pg_database where datname = ${name}`
    if (known === undefined)
      await sql.unsafe(`create database "${name}" encoding 'UTF8' locale 'C.UTF-8' template template0`)
  } finally {
    await sql.end()
  }
}
