/** Injection token of the address under which clients reach the gateway; null where none is set. */
export const PUBLIC_ADDRESS = Symbol('PublicAddress');
