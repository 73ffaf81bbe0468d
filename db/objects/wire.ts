import { createHash } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { Client } from 'minio'
import { storeFaultOf } from './fault.ts'

export interface WireConfig {
  /** `http://host:port` or `https://host`. */
  readonly endpoint: string
  readonly accessKey: string
  readonly secretKey: string
  /** Stands before every bucket name, so that two sites or two tests can share one store. */
  readonly prefix: string
  /** How long a connection may stay silent before it is cut. */
  readonly silenceMs: number
}

export interface WireRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly bucket: string
  readonly key?: string
  /** Already encoded, without the question mark. */
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
  /** Digest of the body, lower-case hexadecimal, where the caller knows it: signing reckons it otherwise. */
  readonly sha256?: string
}

export interface WireAnswer {
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
}

/** Signed requests to the store, one at a time, never repeated. Faults are StoreFaults. */
export interface StoreWire {
  readonly endpoint: string
  send(request: WireRequest): Promise<WireAnswer>
  /** The answer's body is a stream; the caller reads or destroys it. */
  open(request: WireRequest): Promise<http.IncomingMessage>
  /** The server's name of a bucket of ours. */
  bucketName(bucket: string): string
  close(): void
}

// Any region does for stores of our own; naming one saves the client a question per bucket.
const REGION = 'us-east-1'

const GOOD = [200, 201, 204, 206]

/**
 * Connects by the `minio` client, whose signing we use, and none of its higher calls: `putObject` turns lock headers into
 * plain metadata, and streams are retried half-read.
 */
export function openWire(config: WireConfig): StoreWire {
  const url = new URL(config.endpoint)
  const isSecure = url.protocol === 'https:'
  const agent = agentOf(isSecure, config.silenceMs)
  const client = clientOf(config, agent)
  const bucketName = (bucket: string): string => `${config.prefix}${bucket}`

  async function open(request: WireRequest): Promise<http.IncomingMessage> {
    const { method, bucket, key, query = '', body = '' } = request
    const options = {
      method,
      bucketName: bucketName(bucket),
      query,
      headers: headersOf(request),
      ...(key === undefined ? {} : { objectName: key }),
    }
    // Over TLS the client leaves the body out of its signature.
    const signed = isSecure ? '' : (request.sha256 ?? createHash('sha256').update(body).digest('hex'))
    try {
      return await client.makeRequestStreamAsync(options, body, signed, GOOD, REGION)
    } catch (error) {
      throw storeFaultOf(error, nameOf(request))
    }
  }

  async function send(request: WireRequest): Promise<WireAnswer> {
    const response = await open(request)
    try {
      return { headers: response.headers, text: Buffer.concat(await response.toArray()).toString('utf8') }
    } catch (error) {
      throw storeFaultOf(error, nameOf(request))
    }
  }

  return { endpoint: url.origin, send, open, bucketName, close: () => agent.destroy() }
}

/** An MD5 of every body: the one digest that each store compares with what came; some sign the SHA-256 and never look at it. */
function headersOf({ method, headers = {}, body }: WireRequest): Record<string, string> {
  if (method === 'GET' || method === 'HEAD') return { ...headers }
  if (body === undefined) return { ...headers, 'content-length': '0' }
  const md5 = createHash('md5').update(body).digest('base64')
  return { 'content-md5': md5, 'content-length': String(body.length), ...headers }
}

function clientOf(config: WireConfig, transportAgent: http.Agent): Client {
  const url = new URL(config.endpoint)
  return new Client({
    endPoint: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    useSSL: url.protocol === 'https:',
    accessKey: config.accessKey,
    secretKey: config.secretKey,
    region: REGION,
    transportAgent,
    // The owner of the retry is whoever called; a hidden second try would also send a half-read body again.
    retryOptions: { disableRetry: true },
  })
}

/** Connections that are cut when nothing has moved on them for `silenceMs`: a store that hangs must not hang its callers. */
function agentOf(isSecure: boolean, silenceMs: number): http.Agent {
  const options = { keepAlive: true, timeout: silenceMs }
  const agent = isSecure ? new https.Agent(options) : new http.Agent(options)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (connectOptions, done) => {
    const socket = connect(connectOptions, done)
    socket?.on('timeout', () => socket.destroy(new Error(`no byte moved for ${silenceMs} ms`)))
    return socket
  }
  return agent
}

function nameOf({ method, bucket, key, query }: WireRequest): string {
  return `${method} ${bucket}${key === undefined ? '' : `/${key}`}${query === undefined || query === '' ? '' : `?${query.split('&')[0] ?? ''}`}`
}
