import { Button } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { HandOversView } from '#api/contract/hand-overs.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PostRegister } from './post-register.tsx'

type Posts = z.output<typeof HandOversView>['posts']

/** Names a successor; what would move is shown before anything is proposed. */
export function ProposeHandOver({ posts, onClose }: { readonly posts: Posts; readonly onClose: () => void }) {
  const { t, say } = useText()
  const [postId, setPostId] = useState(posts.length === 1 ? posts[0]?.id : undefined)
  const [toId, setToId] = useState<string>()
  const [note, setNote] = useState('')
  const people = useRead('GET /api/people', {})
  const propose = useAct('POST /api/hand-overs', { onDone: onClose })
  const holderId = posts.find(({ id }) => id === postId)?.holder.id
  const isReady = postId !== undefined && toId !== undefined && note.trim() !== ''
  return (
    <Dialog
      title={t('settings:handOvers.new')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={propose.isPending}
          disabled={!isReady}
          onClick={() => {
            if (isReady) propose.mutate({ body: { postId, toId, note: note.trim() } })
          }}
        >
          {t('settings:handOvers.verb')}
        </Button>
      }
    >
      <div className="stack">
        <ChoiceField
          label={t('settings:handOvers.post')}
          value={postId ?? null}
          placeholder={t('settings:handOvers.choose')}
          options={posts.map(({ id, role, unitName, holder }) => ({
            value: id,
            label: t('settings:handOvers.postOf', {
              role: t(`vocabulary:role.${role}`),
              unit: say(unitName),
              holder: say(holder.name),
            }),
          }))}
          onChange={(id) => setPostId(id ?? undefined)}
        />
        <ChoiceField
          label={t('settings:handOvers.to')}
          value={toId ?? null}
          placeholder={t('settings:handOvers.choose')}
          options={(people.data?.items ?? [])
            .filter(({ id }) => id !== holderId)
            .map((one) => ({ value: one.id, label: `${say(one.name)} · ${say(one.unitName)}` }))}
          onChange={(id) => setToId(id ?? undefined)}
        />
        <TextField label={t('settings:handOvers.note')} value={note} maxLength={300} onChange={setNote} />
        {postId !== undefined && <Moving postId={postId} />}
        <ProblemNotice error={propose.error} />
      </div>
    </Dialog>
  )
}

function Moving({ postId }: { readonly postId: string }) {
  const register = useRead('GET /api/hand-overs/register', { query: { postId } })
  return <Answered query={register}>{(moving) => <PostRegister register={moving} />}</Answered>
}
