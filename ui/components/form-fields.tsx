import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useId } from 'react'
import type { FormSchemaView } from '#api/contract/tasks.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { DateInput } from './date-input.tsx'

export type FieldValue = string | number | boolean
export type Values = Readonly<Record<string, FieldValue>>
type Field = FormSchemaView['fields'][number]

/** Choices for a field that the table of forms leaves open, such as the classes of the scheme. */
export type OfferedChoices = Readonly<
  Record<string, readonly { readonly value: string; readonly label: string }[]>
>

interface FormFieldsProps {
  readonly fields: readonly Field[]
  readonly values: Values
  readonly onChange: (values: Values) => void
  /** Fault code by field name. */
  readonly faults?: Readonly<Record<string, string>>
  readonly offered?: OfferedChoices
  readonly isLocked?: boolean
}

/** The fields of a form as the server describes them. */
export function FormFields({
  fields,
  values,
  onChange,
  faults = {},
  offered = {},
  isLocked = false,
}: FormFieldsProps) {
  const put = (name: string, value: FieldValue | undefined) => {
    const { [name]: _, ...others } = values
    onChange(value === undefined || value === '' ? others : { ...others, [name]: value })
  }
  return (
    <div className="form">
      {fields.map((field) => (
        <FormField
          key={field.name}
          field={field}
          value={values[field.name]}
          fault={faults[field.name]}
          choices={offered[field.name]}
          isLocked={isLocked}
          onChange={(value) => put(field.name, value)}
        />
      ))}
    </div>
  )
}

interface FormFieldProps {
  readonly field: Field
  readonly value: FieldValue | undefined
  readonly fault: string | undefined
  readonly choices: OfferedChoices[string] | undefined
  readonly isLocked: boolean
  readonly onChange: (value: FieldValue | undefined) => void
}

function FormField(props: FormFieldProps) {
  const { field, fault } = props
  const { t, say } = useText()
  const id = useId()
  const isWide = field.kind === 'long-text' || field.name === 'title' || field.name === 'classCode'
  const label = (
    <>
      {say(field)}
      {field.isRequired && (
        <span className="faint" aria-hidden="true">
          {' *'}
        </span>
      )}
    </>
  )
  return (
    <div className={`field${isWide ? ' wide' : ''}`}>
      {field.kind === 'boolean' ? (
        <span className="label">{label}</span>
      ) : (
        <label htmlFor={id}>{label}</label>
      )}
      <FieldControl {...props} id={id} />
      {fault !== undefined && (
        <span className="fault" id={`${id}-fault`} role="alert">
          {t(`vocabulary:fault.${fault}`)}
        </span>
      )}
    </div>
  )
}

interface ControlProps extends FormFieldProps {
  readonly id: string
}

/** What ties a control to its label and its fault. */
function tiesOf({ id, field, fault, isLocked }: ControlProps) {
  return {
    id,
    disabled: isLocked,
    'aria-required': field.isRequired,
    'aria-invalid': fault !== undefined,
    ...(fault === undefined ? {} : { status: 'warning' as const, 'aria-describedby': `${id}-fault` }),
  }
}

function FieldControl(props: ControlProps) {
  if (props.choices !== undefined) return <OfferedControl {...props} choices={props.choices} />
  switch (props.field.kind) {
    case 'text':
    case 'long-text':
      return <TextControl {...props} />
    case 'integer':
      return <IntegerControl {...props} />
    case 'date':
      return <DateControl {...props} />
    case 'choice':
      return <ChoiceControl {...props} />
    case 'boolean':
      return <YesControl {...props} />
  }
}

/** Choices that come from elsewhere than the table of forms; many, so they can be searched. */
function OfferedControl(props: ControlProps & { readonly choices: OfferedChoices[string] }) {
  const { field, value, choices, onChange } = props
  return (
    <Select
      {...tiesOf(props)}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!field.isRequired}
      options={[...choices]}
      value={value === undefined ? null : String(value)}
      onChange={(choice: string | null) =>
        onChange(choice === null ? undefined : field.kind === 'integer' ? Number(choice) : choice)
      }
    />
  )
}

function TextControl(props: ControlProps) {
  const { field, value, onChange } = props
  const text = String(value ?? '')
  if (field.kind === 'long-text')
    return (
      <Input.TextArea
        {...tiesOf(props)}
        rows={2}
        value={text}
        maxLength={field.maxLength ?? 2000}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  return (
    <Input
      {...tiesOf(props)}
      value={text}
      maxLength={field.maxLength ?? 200}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function IntegerControl(props: ControlProps) {
  const { field, value, onChange } = props
  return (
    <InputNumber<number>
      {...tiesOf(props)}
      value={typeof value === 'number' ? value : null}
      precision={0}
      {...(field.min === undefined ? {} : { min: field.min })}
      {...(field.max === undefined ? {} : { max: field.max })}
      onChange={(number) => onChange(number ?? undefined)}
    />
  )
}

function DateControl(props: ControlProps) {
  const { value, isLocked, onChange } = props
  const { disabled: _, ...ties } = tiesOf(props)
  return (
    <DateInput
      {...ties}
      isLocked={isLocked}
      value={typeof value === 'string' ? value : ''}
      onChange={(date) => onChange(date === '' ? undefined : date)}
    />
  )
}

function ChoiceControl(props: ControlProps) {
  const { t } = useText()
  const { field, value, onChange } = props
  return (
    <Select
      {...tiesOf(props)}
      allowClear={!field.isRequired}
      options={(field.choices ?? []).map((choice) => ({
        value: choice,
        label: t(`vocabulary:choice.${choice}`),
      }))}
      value={typeof value === 'string' ? value : null}
      onChange={(choice: string | null) => onChange(choice ?? undefined)}
    />
  )
}

function YesControl({ id, field, value, isLocked, onChange }: ControlProps) {
  const { t, say } = useText()
  return (
    <Checkbox
      disabled={isLocked}
      id={id}
      checked={value === true}
      onChange={(event) => onChange(event.target.checked)}
      aria-label={say(field)}
    >
      {t('yes')}
    </Checkbox>
  )
}
