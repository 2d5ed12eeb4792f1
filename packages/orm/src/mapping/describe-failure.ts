import { isError } from '@athanor/interfaces'

/** A thrown value as part of another error's message. */
export const describeFailure = (failure: unknown): string => (isError(failure) ? failure.message : String(failure))
