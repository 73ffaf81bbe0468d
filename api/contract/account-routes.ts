import * as accounts from './accounts.ts'
import { DoneView, IdParams } from './common.ts'
import * as keys from './security-keys.ts'
import * as session from './session.ts'

/** Signing in and out, second factors, sessions, and the accounts that the security administrator looks after. */
export const ACCOUNT_ROUTES = {
  'GET /api/site': { response: session.SiteView },
  'GET /api/session': { response: session.SessionView },
  'POST /api/session': { body: session.SignInInput, response: session.SessionView },
  'DELETE /api/session': { response: session.SignedOutView },
  'POST /api/session/password': { body: session.ChangePasswordInput, response: session.SessionView },
  'GET /api/sessions': { response: session.OwnSessionsView },
  'DELETE /api/sessions': { query: session.EndSessionsQuery, response: DoneView },
  'DELETE /api/sessions/:id': { params: IdParams, response: DoneView },
  'GET /api/people/me': { response: session.SessionView },
  'POST /api/factor/enrolment': { response: session.FactorEnrolmentView },
  'POST /api/factor/confirmation': { body: session.FactorConfirmationInput, response: session.SessionView },

  'POST /api/session/factor/options': { response: keys.KeyOptionsView },
  'POST /api/session/factor': { body: keys.ProveFactorInput, response: session.SessionView },
  'GET /api/authenticators': { response: keys.AuthenticatorsView },
  'POST /api/authenticators/options': { response: keys.KeyOptionsView },
  'POST /api/authenticators': { body: keys.AddAuthenticatorInput, response: session.SessionView },
  'DELETE /api/authenticators/:id': { params: IdParams, response: DoneView },

  'GET /api/accounts': { response: accounts.AccountsView },
  'POST /api/accounts/:id/unlock': {
    params: IdParams,
    body: accounts.AccountActInput,
    response: DoneView,
  },
  'POST /api/accounts/:id/sessions-end': {
    params: IdParams,
    body: accounts.AccountActInput,
    response: DoneView,
  },
  'POST /api/accounts/:id/factor-reset': {
    params: IdParams,
    body: accounts.AccountActInput,
    response: DoneView,
  },
  'POST /api/accounts/:id/identities': {
    params: IdParams,
    body: accounts.LinkIdentityInput,
    response: DoneView,
    status: 201,
  },
  'POST /api/accounts/:id/identities/:identityId/end': {
    params: accounts.IdentityParams,
    body: accounts.AccountActInput,
    response: DoneView,
  },
  'POST /api/accounts/:id/first-password': { params: IdParams, response: accounts.FirstPasswordView },
} as const
