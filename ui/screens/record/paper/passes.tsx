import type { PagesView } from '#api/contract/paper.ts'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { faultsLine } from '#ui/screens/paper/page-words.tsx'

type Pass = PagesView['passes'][number]

/** Each time of scanning with what the machine and the second person said of it (form F29), newest first. */
export function Passes({ passes }: { readonly passes: readonly Pass[] }) {
  const { t } = useText()
  if (passes.length === 0) return <p className="muted">{t('paper:passes.none')}</p>
  return (
    <ol className="passes">
      {passes.toReversed().map((pass, index) => (
        <PassLine key={pass.id} pass={pass} no={passes.length - index} />
      ))}
    </ol>
  )
}

function PassLine({ pass, no }: { readonly pass: Pass; readonly no: number }) {
  const { t, say } = useText()
  const name = pass.judgedBy === null ? '' : say(pass.judgedBy.name)
  return (
    <li>
      <strong>{t('paper:passes.pass', { no, count: pass.pages, pages: pass.pages })}</strong>
      <p className="muted">
        {t('paper:passes.scanned', { name: say(pass.scannedBy.name) })} ·{' '}
        <When at={pass.submittedAt} form="day" />
      </p>
      <p className={pass.outcome === 'faulty' ? 'warn' : 'muted'}>
        {t(`paper:passes.machine.${pass.outcome ?? 'waiting'}`)}
      </p>
      {pass.outcome === 'passed' && (
        <p className={pass.verdict === 'returned' ? 'warn' : 'muted'}>
          {t(`paper:passes.verdict.${pass.verdict ?? 'waiting'}`, { name })}
        </p>
      )}
      {pass.faults.length > 0 && <p className="faint">{faultsLine(t, pass.faults)}</p>}
    </li>
  )
}
