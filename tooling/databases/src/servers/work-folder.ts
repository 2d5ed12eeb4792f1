import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { theReaper } from './reaper.ts'

/** Database servers refuse to run as root, so root starts them as the user "nobody". */
export const unprivileged: { uid?: number; gid?: number } = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/** Creates a temporary folder that servers may write to and that disappears when this process ends, however it ends. */
export function workFolder(purpose: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `athanor-${purpose}-`))
  theReaper().addFolder(folder)
  if (unprivileged.uid !== undefined) fs.chownSync(folder, 65534, 65534)
  return folder
}
