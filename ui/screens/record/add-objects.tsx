import { useState } from 'react'
import type { UploadView } from '#api/contract/objects.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Uploads } from '#ui/screens/records/uploads.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Files may follow until the record is filed. */
export function AddObjects({ recordId }: { readonly recordId: string }) {
  const { t } = useText()
  const [received, setReceived] = useState<readonly UploadView[]>([])
  const add = useAct('POST /api/records/:id/objects', { onDone: () => setReceived([]) })
  const take = (uploads: readonly UploadView[]) => {
    setReceived(uploads)
    add.mutate({ params: { id: recordId }, body: { uploadIds: uploads.map((upload) => upload.id) } })
  }
  return (
    <div className="stack tight add-objects">
      <Uploads
        label={t('record:addObjects')}
        received={[]}
        onReceived={(upload) => take([...received, upload])}
      />
      <ProblemNotice error={add.error} />
    </div>
  )
}
