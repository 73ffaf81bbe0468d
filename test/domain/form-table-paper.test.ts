import { expect, test } from 'vitest'
import { checkForm, isFormId } from '#domain/forms.ts'
import { PAPER_FORMS } from '#domain/form-table-paper.ts'
import { PAPER_DEFINITION } from '#test/support/decisions.ts'

test('REG-21 every step of a paper file has its form', () => {
  const slots = PAPER_DEFINITION.steps.flatMap((step) => (step.kind === 'human' ? step.slots : []))
  const outcomes = PAPER_DEFINITION.steps.flatMap((step) => step.outcomes.flatMap(({ form }) => form ?? []))
  const used = [...slots.map(({ form }) => form), ...outcomes]
  expect(used.filter((form) => !isFormId(form))).toEqual([])
  expect(Object.keys(PAPER_FORMS).filter((form) => !used.includes(form))).toEqual([])
})

test('a contents list keeps its lines and tabs, and takes no character that cannot be seen', () => {
  const check = (contents: string) => checkForm(PAPER_FORMS['arrange-file'], { pages: 3, contents })
  expect(check('登记表|科室||2016-03-02|1\n核定表\t科室\t\t2016-03-05\t2-3')).toMatchObject({ kind: 'ok' })
  expect(check('登记\u202E表')).toMatchObject({
    kind: 'refused',
    faults: [{ code: 'form.control-character' }],
  })
})
