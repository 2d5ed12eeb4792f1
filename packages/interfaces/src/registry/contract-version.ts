/** Version of the contract in this package. A dialect states the one it was written for; majors must agree. */
export const contractVersion = '1.0'
