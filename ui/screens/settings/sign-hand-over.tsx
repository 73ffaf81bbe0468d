import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { z } from 'zod'
import type { HandOverDetailView, HandOverView } from '#api/contract/hand-overs.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { useHandOverKey } from '#ui/client/security-keys.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { KeyButton } from '#ui/components/key-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { TotpInput } from '#ui/components/totp-input.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PostRegister } from './post-register.tsx'

type Detail = z.output<typeof HandOverDetailView>

interface LookProps {
  readonly handOver: HandOverView
  readonly onClose: () => void
}

/** The register of a hand-over, and for whom it waits, the signature under it. */
export function SignHandOver({ handOver, onClose }: LookProps) {
  const { t, say } = useText()
  const detail = useRead('GET /api/hand-overs/:id', { params: { id: handOver.id } })
  const title = t('settings:handOvers.postOf', {
    role: t(`vocabulary:role.${handOver.role}`),
    unit: say(handOver.unitName),
    holder: `${say(handOver.from.name)} → ${say(handOver.to.name)}`,
  })
  if (detail.data !== undefined && (detail.data.allowed.confirm || detail.data.allowed.accept))
    return <Sign key={detail.data.register.hash} title={title} detail={detail.data} onClose={onClose} />
  return (
    <Dialog title={title} onClose={onClose}>
      <Answered query={detail}>{(shown) => <Said detail={shown} />}</Answered>
    </Dialog>
  )
}

function Said({ detail }: { readonly detail: Detail }) {
  const { t, say } = useText()
  const { note, proposedBy, proposedAt, confirmedBy, confirmedAt, acceptedAt, to } = detail
  const signed = [
    ['proposed', proposedBy, proposedAt],
    ['confirmed', confirmedBy, confirmedAt],
    ['accepted', to, acceptedAt],
  ] as const
  return (
    <div className="stack">
      <p>{note}</p>
      <ul className="muted">
        {signed.map(([as, who, at]) =>
          who === null || at === null ? null : (
            <li key={as}>
              {t(`settings:handOvers.${as}`)} {say(who.name)} <When at={at} />
            </li>
          ),
        )}
      </ul>
      <PostRegister register={detail.register} />
    </div>
  )
}

interface SignProps {
  readonly title: string
  readonly detail: Detail
  readonly onClose: () => void
}

function Sign({ title, detail, onClose }: SignProps) {
  const { t } = useText()
  const { person } = useSession()
  const [digits, setDigits] = useState('')
  const [password, setPassword] = useState('')
  const { id, allowed, register } = detail
  const key = useHandOverKey(id, register.hash)
  const confirm = useAct('POST /api/hand-overs/:id/confirmation', { onDone: onClose })
  const accept = useAct('POST /api/hand-overs/:id/acceptance', { onDone: onClose })
  const act = allowed.accept ? accept : confirm
  const field = useId()
  const hasFactor = person.hasSecondFactor || person.securityKeys > 0
  const proof = proofIn({ digits, password, assertion: key.data })
  return (
    <Dialog
      title={title}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={act.isPending}
          disabled={proof === undefined}
          onClick={() => {
            if (proof !== undefined)
              act.mutate({ params: { id }, body: { registerHash: register.hash, ...proof } })
          }}
        >
          {t(allowed.accept ? 'settings:handOvers.accept' : 'settings:handOvers.confirm')}
        </Button>
      }
    >
      <div className="stack">
        <Said detail={detail} />
        <p className="muted">{t('settings:handOvers.proof')}</p>
        {person.hasSecondFactor && (
          <TotpInput label={t('settings:handOvers.totp')} value={digits} onChange={setDigits} />
        )}
        {person.securityKeys > 0 && (
          <KeyButton isPending={key.isPending} isDone={key.isSuccess} onAsk={() => key.mutate()} />
        )}
        {!hasFactor && (
          <div className="field">
            <label htmlFor={field}>{t('settings:handOvers.password')}</label>
            <Input.Password
              id={field}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </div>
        )}
        <ProblemNotice error={act.error ?? key.error} />
      </div>
    </Dialog>
  )
}

interface Given<A> {
  readonly digits: string
  readonly password: string
  readonly assertion: A | undefined
}

/** One proof of who signs; undefined while none is whole. */
function proofIn<A>({ digits, password, assertion }: Given<A>) {
  if (assertion !== undefined) return { assertion }
  if (digits.length === 6) return { totp: digits }
  return password === '' ? undefined : { password }
}
