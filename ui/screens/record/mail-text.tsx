import type { Mail, MailAttachment } from '#domain/mail.ts'
import { highlightsOf } from '#domain/search.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { Marked } from '#ui/components/marked.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface MailTextProps {
  readonly mail: Mail
  /** Words that are marked where they stand. */
  readonly needles: readonly string[]
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** A mail as text: who wrote what to whom, and what came with it. Its pictures are not fetched and its pages not drawn. */
export function MailText({ mail, needles }: MailTextProps) {
  const { t } = useText()
  const marked = (text: string) => <Marked parts={highlightsOf(text, needles)} />
  const people = (addresses: readonly string[]) => marked(addresses.join('\n'))
  return (
    <article className="page-text mail-text" aria-label={t('record:mail.label')}>
      <dl className="dl">
        <dt>{t('record:mail.subject')}</dt>
        <dd>{mail.subject === '' ? t('record:mail.none') : marked(mail.subject)}</dd>
        <dt>{t('record:mail.from')}</dt>
        <dd>{marked(mail.from)}</dd>
        <dt>{t('record:mail.to')}</dt>
        <dd>{people(mail.to)}</dd>
        {mail.cc.length > 0 && (
          <>
            <dt>{t('record:mail.cc')}</dt>
            <dd>{people(mail.cc)}</dd>
          </>
        )}
        <dt>{t('record:mail.sentAt')}</dt>
        <dd>{INSTANT.test(mail.sentAt) ? <When at={mail.sentAt} /> : mail.sentAt}</dd>
        <dt>Message-ID</dt>
        <dd className="code">{mail.messageId}</dd>
      </dl>
      <pre>{marked(mail.body)}</pre>
      {mail.attachments.length > 0 && <Attachments attachments={mail.attachments} needles={needles} />}
    </article>
  )
}

interface AttachmentsProps {
  readonly attachments: readonly MailAttachment[]
  readonly needles: readonly string[]
}

function Attachments({ attachments, needles }: AttachmentsProps) {
  const { t } = useText()
  return (
    <section aria-label={t('record:mail.attachments', { count: attachments.length })}>
      <h2>{t('record:mail.attachments', { count: attachments.length })}</h2>
      <p className="faint">{t('record:mail.attachmentsHint')}</p>
      <ol className="stack tight">
        {attachments.map(({ name, mediaType, sizeBytes, sha256 }, index) => (
          // They have no other name than their place: two may be called alike and be the same.
          <li key={index} className="row wrap">
            <span className="grow">
              {name === '' ? t('record:mail.unnamed') : <Marked parts={highlightsOf(name, needles)} />}
            </span>
            <span className="faint">{mediaType}</span>
            <span className="faint nowrap" title={String(sizeBytes)}>
              {sizeText(sizeBytes)}
            </span>
            <CopyText value={sha256} shown={shortened(sha256)} label="SHA-256" />
          </li>
        ))}
      </ol>
    </section>
  )
}
