import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { CommentView } from '#api/contract/desk.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import './comments.css'

interface CommentsProps {
  readonly subjectId: string
  /** The task at which one writes; null on the page of the thing itself. */
  readonly taskId: string | null
  /** Nothing is added to what has ended. */
  readonly mode?: 'open' | 'closed'
}

/** What colleagues say beside the work: added, never edited. */
export function Comments({ subjectId, taskId, mode = 'open' }: CommentsProps) {
  const { t } = useText()
  const comments = useRead('GET /api/comments/:id', { params: { id: subjectId } })
  return (
    <section className="stack tight comments" aria-label={t('comments.label')}>
      <h3>{t('comments.label')}</h3>
      <Answered query={comments} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="faint">{t('comments.none')}</p>
          ) : (
            <ol className="comment-list">
              {items.map((comment) => (
                <Comment key={comment.id} comment={comment} />
              ))}
            </ol>
          )
        }
      </Answered>
      {mode === 'open' && <Write subjectId={subjectId} taskId={taskId} />}
    </section>
  )
}

function Comment({ comment }: { readonly comment: CommentView }) {
  const { t, say } = useText()
  return (
    <li>
      <div className="row wrap muted">
        <strong>{say(comment.author.name)}</strong> <When at={comment.at} />
      </div>
      <p className="comment-text">{comment.text ?? t('comments.erased')}</p>
      {comment.mentions.length > 0 && (
        <p className="faint">
          {t('comments.told', {
            names: comment.mentions.map((person) => say(person.name)).join(t('listSeparator')),
          })}
        </p>
      )}
    </li>
  )
}

function Write({ subjectId, taskId }: Pick<CommentsProps, 'subjectId' | 'taskId'>) {
  const { t, say } = useText()
  const [text, setText] = useState('')
  const [mentions, setMentions] = useState<readonly string[]>([])
  const id = useId()
  const colleagues = useRead('GET /api/people', {}).data?.items ?? []
  const told = colleagues.filter((person) => mentions.includes(person.id))
  const add = useAct('POST /api/comments/:id', {
    onDone: () => {
      setText('')
      setMentions([])
    },
  })
  const send = () =>
    add.mutate({
      params: { id: subjectId },
      body: { text: text.trim(), taskId, mentions: [...mentions] },
    })
  return (
    <div className="stack tight">
      <label htmlFor={id} className="visually-hidden">
        {t('comments.write')}
      </label>
      <Input.TextArea
        id={id}
        rows={2}
        value={text}
        maxLength={2000}
        placeholder={t('comments.write')}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row wrap">
        {told.map((person) => (
          <button
            key={person.id}
            type="button"
            className="tag info told"
            aria-label={t('comments.untell', { name: say(person.name) })}
            onClick={() => setMentions(mentions.filter((one) => one !== person.id))}
          >
            {say(person.name)} ×
          </button>
        ))}
        <label htmlFor={`${id}-tell`} className="visually-hidden">
          {t('comments.tell')}
        </label>
        <div className="tell">
          <Choice
            id={`${id}-tell`}
            value={null}
            placeholder={t('comments.tell')}
            options={colleagues
              .filter((person) => !mentions.includes(person.id))
              .map((person) => ({
                value: person.id,
                label: `${say(person.name)} · ${say(person.unitName)}`,
              }))}
            onChange={(chosen) => {
              if (chosen !== null) setMentions([...mentions, chosen])
            }}
          />
        </div>
        <Button loading={add.isPending} disabled={text.trim() === ''} onClick={send}>
          {t('comments.add')}
        </Button>
      </div>
      <ProblemNotice error={add.error} />
    </div>
  )
}
