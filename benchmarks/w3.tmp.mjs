const { reports } = await import('./workloads.mjs')
const cs = {}
for (const name of ['athanor', 'kysely']) cs[name] = await (await import(`./contestants/${name}.mjs`)).open({ db: 'sqlite', url: '/tmp/w3/x.db' })
const only = process.argv[2]
if (only) { const rs = reports(1, 3000); for (let k = 0; k < 30; k++) for (const v of rs) cs.athanor[only](v) }
else {
const n = 3000, rs = reports(1, n), best = {}
for (let k = 0; k < 12; k++) for (const [c, w] of [['athanor', 'W3'], ['athanor', 'W3n'], ['athanor', 'build'], ['kysely', 'W3']]) {
  const f = cs[c][w]; if (!f) continue
  const t = performance.now(); for (const v of rs) f(v); const d = (performance.now() - t) / n * 1000
  best[c + w] = Math.min(best[c + w] ?? 1e9, d)
}
console.log(Object.fromEntries(Object.entries(best).map(([k, v]) => [k, +v.toFixed(2)])))
}
for (const c of Object.values(cs)) await c.close()
