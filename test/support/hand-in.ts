import { newId } from '#db/ids.ts'
import { aHandIn, SYSTEM_KEY } from './api.ts'
import { aPdf } from './documents.ts'

/** The business system hands a record of two pages in, over the wire; the answer is the record's id. */
export async function handInOver(
  origin: string,
  record: { readonly title: string; readonly formedOn: string; readonly subjectName?: string },
): Promise<string> {
  const form = new FormData()
  form.append(
    'record',
    new Blob([JSON.stringify(aHandIn({ ...record, sourceReference: record.title }))], {
      type: 'application/json',
    }),
  )
  const pdf = await aPdf({ pages: 2, text: `${record.title}\n核定结果：准予发放` })
  form.append('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), '核定表.pdf')
  const answer = await fetch(`${origin}/api/lifecycles`, {
    method: 'POST',
    headers: { authorization: SYSTEM_KEY, 'idempotency-key': newId() },
    body: form,
  })
  if (answer.status !== 201) throw new Error(`handing in: ${answer.status} ${await answer.text()}`)
  const { recordId } = (await answer.json()) as { readonly recordId: string }
  return recordId
}
