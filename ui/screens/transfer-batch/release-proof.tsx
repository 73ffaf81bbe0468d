import type { TransferredRecordView } from '#api/contract/transfer-copies.ts'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Copy by copy: where it lies, or what the store answered when it was read back after its end. */
export function ReleaseProof({ copies }: { readonly copies: TransferredRecordView['copies'] }) {
  const { t } = useText()
  return (
    <ul className="stack tight">
      {copies.map((copy, index) => (
        <li key={index}>
          <span className="row wrap">
            <Tag tone={copy.state === 'destroyed' ? 'ok' : 'plain'}>
              {t(copy.state === 'destroyed' ? 'batch:copies.gone' : 'vocabulary:copy.stored')}
            </Tag>
            <span>{t(`vocabulary:bucket.${copy.bucket}`)}</span>
            {copy.objectName !== null && <span className="muted clip">{copy.objectName}</span>}
            {copy.destroyedAt !== null && (
              <span className="faint">
                <When at={copy.destroyedAt} />
              </span>
            )}
          </span>
          {copy.proof !== null && <p className="code proof">{copy.proof}</p>}
        </li>
      ))}
    </ul>
  )
}
