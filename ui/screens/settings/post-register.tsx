import type { PostRegisterView } from '#api/contract/hand-overs.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What of a post moves; titles only where the reader sees them. */
export function PostRegister({ register }: { readonly register: PostRegisterView }) {
  const { t, say } = useText()
  const { tasks, holds, lists, families, deputies } = register
  const named = (one: { readonly code: string | null; readonly title: string | null }) =>
    [one.code, one.title ?? t('settings:handOvers.masked')].filter((part) => part !== null).join(' · ')
  const of = families.map((family) => t(`vocabulary:family.${family}`)).join(t('listSeparator'))
  return (
    <section className="stack tight" aria-label={t('settings:handOvers.register')}>
      <h3>{t('settings:handOvers.register')}</h3>
      <p>
        {t('settings:handOvers.families', { families: of === '' ? t('settings:handOvers.noFamilies') : of })}
      </p>
      <Part
        title={t('settings:handOvers.tasks', { count: tasks.length })}
        lines={tasks.map((task) => [
          task.id,
          `${named(task)} · ${t('settings:handOvers.due', { step: say(task.stepName), on: task.dueOn })}`,
        ])}
      />
      <p>{t('settings:handOvers.waiting', { count: register.waiting })}</p>
      <Part
        title={t('settings:handOvers.holds', { count: holds.length })}
        lines={holds.map((hold) => [
          hold.id,
          `${named(hold)} · ${t('settings:handOvers.review', { on: hold.reviewOn })}`,
        ])}
      />
      <Part
        title={t('settings:handOvers.lists', { count: lists.length })}
        lines={lists.map(({ id, number }) => [id, number])}
      />
      <Part
        title={t('settings:handOvers.deputies', { count: deputies.length })}
        lines={deputies.map(({ deputy, toOn }) => [
          deputy.id,
          `${say(deputy.name)} ${t('settings:handOvers.until', { on: toOn })}`,
        ])}
      />
      <HashText value={register.hash} />
    </section>
  )
}

interface PartProps {
  readonly title: string
  readonly lines: readonly (readonly [key: string, line: string])[]
}

function Part({ title, lines }: PartProps) {
  return (
    <div>
      <p>{title}</p>
      {lines.length > 0 && (
        <ul className="muted">
          {lines.map(([key, line]) => (
            <li key={key}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
