import { isError } from '@athanor/interfaces'

/** The message of whatever was thrown. */
export const describeFailure = (error: unknown): string => (isError(error) ? error.message : String(error))
