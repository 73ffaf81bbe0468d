import { ContentsPart } from './contents-part.tsx'
import { BindPart } from './bind-part.tsx'
import { CellField } from './cell-field.tsx'
import type { PaperPartProps } from './parts.ts'
import { PolicyHint } from './policy-hint.tsx'
import { QualityHint } from './quality-hint.tsx'
import { ScanPart } from './scan-part.tsx'
import './paper.css'

/** What a step of a paper file shows above its fields. */
export function PaperPart(props: PaperPartProps) {
  const { task, values, onChange, faults } = props
  switch (task.form) {
    case 'arrange-file':
      return <ContentsPart {...props} />
    case 'scan':
      return <ScanPart {...props} />
    case 'bind':
      return <BindPart {...props} />
    case 'shelve':
      return (
        <CellField
          value={String(values['barcode'] ?? '')}
          fault={faults['barcode']}
          isLocked={!task.isMine}
          onChange={(barcode) => onChange({ ...values, barcode })}
        />
      )
    case 'quality':
      return <QualityHint task={task} />
    case 'appraise':
      return <PolicyHint policy={values['scanPolicy']} />
    default:
      return null
  }
}
