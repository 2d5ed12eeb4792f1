export default async function teardown() {
  await globalThis.athanorBroker?.close()
}
