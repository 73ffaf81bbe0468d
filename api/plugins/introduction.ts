import { PROBLEMS } from '#domain/problems.ts'
import type { Problem } from '#domain/problem-shape.ts'

const FIRST_CALL = `
Records from their creation to their certified end.

## First call

1. Ask the security administrator of the site for a key (Settings → API keys). Its secret is shown once.
2. Look up the class and the forming unit, which every record names:

\`\`\`sh
AUTH="Authorization: Bearer $KEY"
curl -H "$AUTH" $SITE/api/classes
curl -H "$AUTH" $SITE/api/units
\`\`\`

3. Hand in a record with its files. The answer names the record and what is still missing:

\`\`\`sh
cat > record.json <<END
{ "definition": "electronic-item",
  "title": "失业保险待遇核定材料",
  "classCode": "SI-5-03",
  "formedOn": "2026-03-02",
  "formingUnitId": "$UNIT",
  "carrier": "electronic",
  "grade": "internal",
  "sourceReference": "UB-2026-000173" }
END
curl $SITE/api/lifecycles -H "$AUTH" \\
  -H "Idempotency-Key: UB-2026-000173" \\
  -F 'record=<record.json;type=application/json' \\
  -F 'file=@decision.pdf'
\`\`\`

4. Follow it: \`GET /api/lifecycles/{id}\` says at which step it stands, who has it, and its archival code once it is filed.

## What every call has in common

| | |
|---|---|
| **Who asks** | A business system sends \`Authorization: Bearer evk_…\`; the screens use a session. |
| **Writes** | Each carries an \`Idempotency-Key\` of 8 to 128 characters. Sent again with the same body it is answered again and done once; with another body it is refused (\`request.key-reused\`). After a timeout, send the same call again. |
| **Errors** | \`application/problem+json\` (RFC 9457): \`code\` for programs, \`title\` and \`fix\` for people, \`detail\` for what it is about, \`traceId\` for the log. All codes stand at the end of this page. |
| **Rights** | What a caller may not see is answered like what does not exist: \`404\`. |
| **Lists** | \`items\`, \`nextCursor\` and \`total\`; the cursor goes back as \`?cursor=\`. Counts stop at a cap and say so. |
| **Dates** | \`YYYY-MM-DD\` is a calendar day of the archive; an instant is UTC with milliseconds. |
`

const CODES = Object.entries<Problem>(PROBLEMS)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, { status, title, fix }]) => `| \`${code}\` | ${status} | ${title}. ${fix} |`)
  .join('\n')

/** What a newcomer reads first in the reference: the first call, what every call has in common, and all that can go wrong. */
export const INTRODUCTION = `${FIRST_CALL}
## Error codes

| Code | Status | What happened, and the way out |
|---|---|---|
${CODES}
`

interface Tagged {
  readonly tags?: readonly string[]
}

/** Areas of the address in the order in which somebody looks for them; an area that is named nowhere stands among the last. */
const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['Business systems', ['lifecycles', 'uploads', 'upload-sessions', 'units', 'classes']],
  [
    'Records',
    ['records', 'search', 'find', 'objects', 'exports', 'errands', 'codes', 'secret-stubs', 'locations'],
  ],
  ['Work', ['tasks', 'comments', 'views', 'notices', 'deputies', 'incidents', 'stopped-jobs', 'jobs']],
  [
    'Disposal and transfer',
    ['disposal', 'disposal-lists', 'register', 'holds', 'forecast', 'transfer', 'transfer-batches'],
  ],
  ['Rules', ['schedules', 'schemes', 'scheme-classes', 'structure', 'working-days']],
  [
    'Filing',
    [
      'filing-calendar',
      'filing-alerts',
      'filing-work',
      'filed-items',
      'accountability-cases',
      'import-tables',
      'imports',
    ],
  ],
  ['Audit', ['audit', 'signing-key', 'quarantine']],
  [
    'People and access',
    ['people', 'accounts', 'keys', 'access-requests', 'hand-overs', 'hand-over-work', 'proposal-work'],
  ],
  ['Signing in', ['session', 'sessions', 'factor', 'authenticators', 'oidc']],
]
const REST = 'Site'

/** The groups of a reference, with whatever area has come since among the last. */
export function tagGroups(
  operations: readonly Tagged[],
): readonly { readonly name: string; readonly tags: readonly string[] }[] {
  const known = new Set(GROUPS.flatMap(([, tags]) => tags))
  const others = new Set(operations.flatMap(({ tags }) => tags ?? []).filter((tag) => !known.has(tag)))
  return [...GROUPS.map(([name, tags]) => ({ name, tags })), { name: REST, tags: [...others] }]
}
