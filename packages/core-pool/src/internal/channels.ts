import { channel } from 'node:diagnostics_channel'

/**
 * The diagnostics channels of all pools. Look at `hasSubscribers` before building a message.
 *
 * `athanor:pool:acquire` { pool, owner, waited }: handed out, after so many milliseconds in the queue
 * `athanor:pool:create`  { pool, duration }: a resource was opened
 * `athanor:pool:close`   { pool, abrupt }: a resource was closed, or destroyed
 * `athanor:pool:timeout` { pool, owner, waited }: a waiter gave up
 */
export const channels = {
  acquire: channel('athanor:pool:acquire'),
  create: channel('athanor:pool:create'),
  close: channel('athanor:pool:close'),
  timeout: channel('athanor:pool:timeout'),
} as const
