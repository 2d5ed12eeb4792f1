// A process of its own that outlives whoever started it, long enough to clean up after it. Its standard input is a
// pipe held open by its owner alone: when the owner ends in any way, SIGKILL included, the pipe closes, and every
// server process still registered is killed and every folder removed.
// Lines on standard input: "+dir PATH", "+pid PID SIGNAL", "-pid PID".
import fs from 'node:fs'
import readline from 'node:readline'

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

const folders = new Set()
const servers = new Map()

const signalGroup = (pid, signal) => {
  // Each server leads a process group of its own.
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal)
    } catch {
      // gone already
    }
  }
}
const alive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

for await (const line of readline.createInterface({ input: process.stdin })) {
  const [verb, argument, signal] = line.split('\t')
  if (verb === '+dir') folders.add(argument)
  else if (verb === '+pid') servers.set(Number(argument), signal)
  else if (verb === '-pid') servers.delete(Number(argument))
}

for (const [pid, signal] of servers) signalGroup(pid, signal)
for (let waited = 0; waited < 3000 && [...servers.keys()].some(alive); waited += 50) await pause(50)
for (const pid of servers.keys()) signalGroup(pid, 'SIGKILL')
for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
