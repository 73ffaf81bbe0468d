import { Redis } from 'ioredis'

export type Cache = Redis

/**
 * A connection to Redis for counters that may be lost. It never queues while the server is away and never throws on its
 * own: whoever asks gets an error at once and goes on without it.
 */
export function connectCache(url: string): Cache {
  const cache = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 2_000 })
  cache.on('error', () => {})
  return cache
}
